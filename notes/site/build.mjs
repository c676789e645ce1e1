// Builds the site: first, once, what package-lock.json names; then the pages.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { notes, root, site } from './.vitepress/course.mjs';

const modified = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** What cannot be mended here; its text ends in what to do. */
export class CannotBuild extends Error {}

/** `npm ci`, where it is needed: its last one is older than the lock file, or there was none. */
export function install() {
  const [lock, installed] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => path.join(site, name));
  if (modified(installed) >= modified(lock)) return;
  console.error('notes: fetching the packages of the site (once; about 100 MB in notes/site/node_modules)');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: site,
    encoding: 'utf8',
    env: { ...process.env, npm_config_update_notifier: 'false' },
  });
  if (npm.error) throw new CannotBuild('npm is not installed here. Type this, then the same again:\n  sudo apt-get install -y npm');
  if (npm.status === 0) return;
  throw new CannotBuild(
    `${npm.stderr.trim()}\nnpm could not fetch the packages of notes/site. Is there a way to the npm registry? Then try again: ` +
      'afterwards no network is needed.\nThe chapters themselves, notes/*.md, read well without it.',
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
