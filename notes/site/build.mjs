// Builds the site: first, once, what package-lock.json names; then the pages.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { notes, read, root, site } from './.vitepress/course.mjs';

const modified = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** What cannot be mended here; its text ends in what to do. */
export class CannotBuild extends Error {}

/** There is no npm, or no way to its registry. */
export class NoPackages extends CannotBuild {}
const noNetwork = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E403|E407)\b/;

/** `npm ci`, unless it was done for this very lock file. */
export function install() {
  const [lock, done] = ['package-lock.json', 'node_modules/.done-for'].map((name) => path.join(site, name));
  if (fs.existsSync(done) && read(done) === read(lock)) return;
  console.error('notes: fetching the packages of the site (once; about 100 MB in notes/site/node_modules)');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1'], {
    cwd: site,
    encoding: 'utf8',
    env: { ...process.env, npm_config_update_notifier: 'false' },
  });
  if (npm.error) throw new NoPackages('npm is not installed here. Type this, then the same again:\n  sudo apt-get install -y npm');
  if (npm.status === 0) return fs.writeFileSync(done, read(lock));
  const told = `npm could not fetch the packages of notes/site.\n${npm.stderr.trim()}\n`;
  if (!noNetwork.test(npm.stderr)) throw new CannotBuild(`${told}The lines above say why; mend that, then the same again.`);
  throw new NoPackages(
    `${told}There is no way to the npm registry. It is needed once: try again where there is one.\n` +
      'The chapters themselves, notes/*.md, read well without it.',
  );
}

/** Whether the pages in a folder are as new as all that they are made of. */
export function upToDate(out) {
  const built = modified(path.join(out, 'hashmap.json'));
  const newer = (folder, pattern) =>
    fs.readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return !['node_modules', 'cache', '.temp', 'dist'].includes(entry.name) && newer(place, pattern);
      return pattern.test(entry.name) && modified(place) > built;
    });
  return built > 0 && !newer(notes, /\.(md|[ch]pp|m?js|vue|css|json)$/) && !newer(path.join(root, 'labs'), /^README\.md$/);
}

/** Pages into `out`, which is replaced if it is ours, and has to be new or empty if it is not. */
export async function build(out) {
  const inside = fs.existsSync(out) ? fs.readdirSync(out) : [];
  if (inside.length > 0 && !inside.includes('hashmap.json'))
    throw new CannotBuild(`${out} has other files in it, and the build would remove them. Name a new folder, or an empty one.`);
  const vitepress = await import('vitepress');
  await vitepress.build(site, { outDir: path.resolve(out) });
}
