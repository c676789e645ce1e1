// Is the site whole, readable by everybody, and quiet? Builds it and visits every page in one headless Chromium.
//     node site_test.mjs OUT
// OUT is where the pages go. Status 77: this machine cannot do it; the first line says why.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { NoPackages, build, install } from '../build.mjs';
import { chapters, names, notes, site } from '../.vitepress/course.mjs';
import { serve } from '../serve.mjs';
import { findBrowser, launch } from './browser.mjs';
import { markdown } from './markdown.mjs';

const out = path.resolve(process.argv[2] ?? 'notes-site-test');

function skip(why) {
  console.log(`skipped: the notes' site was not looked at: ${why}`);
  process.exit(77);
}
const chromium = findBrowser();
if (!chromium) skip('there is no Chromium here (apt-get install chromium)');
try {
  install();
} catch (error) {
  if (!(error instanceof NoPackages)) throw error;
  skip('its packages are not here, and cannot be fetched: there is no npm (apt-get install npm), or no way to its registry');
}
const checks = await import('./checks.mjs');

const desktop = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };
let failed = 0;
const started = process.cpuUsage();
async function ask(question, answer) {
  const begun = performance.now();
  try {
    await answer();
    console.log(`ok      ${question} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${question}\n${error.message}`);
  }
}
const none = (problems) => assert.ok(problems.length === 0, problems.join('\n'));

await markdown(ask);

const pagesIn = (folder) =>
  fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html') && name !== '404.html').sort();

await build(out);
const { address, close } = await serve(out);
const browser = await launch(chromium);
const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce', serviceWorkers: 'block' });
const page = await context.newPage();
page.setDefaultTimeout(10_000);
const heard = [];
checks.listen(page, address, heard);
const open = async (name) => {
  await page.goto(address + name, { waitUntil: 'networkidle' });
  await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' }); // colours as they will be, at once
};

// axe takes most of the time, most of all for contrast: for that it looks at one page of each kind, and
// checks.pale at all. Labs' and programs' pages are made alike: one of each stands for the rest.
const samples = new Set(['index.html', '01-socket-syscalls.html', 'claims.html', 'labs/01-socket-syscalls.html', 'programs/01.html']);
const visited = [];
const ids = new Map();
await ask('Is every page good in light, in dark, on a phone and on paper?', async () => {
  const problems = [];
  for (const name of pagesIn(out)) {
    const add = (where, found) => problems.push(...found.map((problem) => `${name}, ${where}: ${problem}`));
    await page.setViewportSize(desktop);
    await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
    await open(name);
    visited.push(await checks.connections(page));
    ids.set(name, await page.$$eval('.vp-doc :is(h1,h2,h3,h4,h5,h6)[id]', (all) => all.map((one) => one.id)));
    add('light', await checks.outline(page));
    add('light', await checks.pale(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => document.documentElement.classList.contains('dark'));
    add('dark', await checks.pale(page));
    if (samples.has(name)) add('dark', await checks.accessible(page, { only: ['color-contrast'] }));
    const alike = name.includes('/') && !samples.has(name);
    if (!alike) {
      await page.emulateMedia({ media: 'print' });
      add('paper', await checks.paper(page));
    }
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.setViewportSize(phone);
    add('phone', await checks.fits(page));
    if (!alike) add('phone', await checks.accessible(page, { without: samples.has(name) ? [] : ['color-contrast'] }));
  }
  none(problems);
});
await ask('Does every link and every anchor lead somewhere?', () => none(checks.dead(visited)));
await ask('Are the anchors those of a Git host, as check_notes.py has them?', () => {
  const script =
    'import sys, json, pathlib; sys.path.insert(0, sys.argv[1]); import check_notes\n' +
    'print(json.dumps({f.name: sorted(check_notes.anchors(f.read_text(encoding="utf-8"))) for f in pathlib.Path(sys.argv[1]).glob("*.md")}))';
  const python = spawnSync('python3', ['-B', '-c', script, notes], { encoding: 'utf8' });
  const expected = JSON.parse(python.stdout);
  for (const { name } of [...chapters(), { name: 'README.md' }]) {
    const shown = name === 'README.md' ? 'index.html' : name.replace(/\.md$/, '.html');
    assert.deepEqual([...(ids.get(shown) ?? [])].sort(), expected[name], name);
  }
});
await page.setViewportSize(desktop);
await ask('Does the search find EINTR, and lead to it?', async () => {
  await open('index.html');
  await page.keyboard.press('/');
  await page.locator('.search-input').fill('EINTR');
  const first = page.locator('.results .result').first();
  await first.waitFor();
  assert.match(await page.locator('.results').innerText(), /EINTR|interrupt/i);
  await first.click();
  await page.locator('.VPLocalSearchBox').waitFor({ state: 'detached' });
  await page.locator('main').getByText('EINTR').first().waitFor();
});
await ask('Does the switch to dark work, and last?', async () => {
  const dark = () => page.evaluate(() => document.documentElement.classList.contains('dark'));
  await open('index.html');
  assert.equal(await dark(), false);
  await page.locator('.VPSwitchAppearance:visible').click();
  assert.equal(await dark(), true);
  await page.reload();
  assert.equal(await dark(), true);
  await page.evaluate(() => localStorage.clear());
});
await ask('Are folded answers unfolded on paper, and folded again?', async () => {
  await open('01-socket-syscalls.html');
  const folded = () => page.locator('details:not([open])').count();
  const before = await folded();
  assert.ok(before > 0);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await folded(), 0);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.equal(await folded(), before);
});

// widgets/NAME.browser.mjs may have a test of its own: export default async ({ page, address, open, assert }) => {…}
for (const name of names(path.join(site, 'widgets'), /\.browser\.mjs$/)) {
  const test = await import(path.join(site, 'widgets', name));
  await ask(test.question ?? `Does the widget ${name.split('.')[0]} work?`, () => test.default({ page, address, open, assert }));
}
await ask('Was nothing said to the console, and no other host asked?', () => none(heard));

await ask('Is a folder with other files in it left alone?', () => {
  const { status, stderr } = spawnSync(process.execPath, [path.join(site, 'notes.mjs'), '--build', site], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /has other files in it/);
});
await ask('Is one broken thing of each kind noticed?', async () => {
  const scratch = await serve(path.join(site, 'tests'));
  const broken = await context.newPage();
  const problems = [];
  checks.listen(broken, scratch.address, problems);
  await broken.setViewportSize(phone);
  await broken.goto(`${scratch.address}scratch.html`);
  problems.push(...(await checks.outline(broken)), ...(await checks.fits(broken)), ...checks.dead([await checks.connections(broken)]));
  problems.push(...(await checks.accessible(broken)));
  await broken.emulateMedia({ media: 'print' });
  problems.push(...(await checks.paper(broken)));
  await scratch.close();
  const wanted = [
    /^headings: 2 of level 1/,
    /^headings: .*skips a level/,
    /^picture: <img/,
    /^picture: <svg/,
    /^label: <input/,
    /^sideways: /,
    /^dead link: .*nowhere/,
    /^dead anchor: .*nobody/,
    /^axe color-contrast/,
    /^axe image-alt/,
    /^axe label/,
    /^print: nav is still there/i,
    /^pale: rgb\(153, 153, 153\)/,
    /^other host: .*192\.0\.2\.1/,
    /^console: .*said to the console/,
  ];
  const missed = wanted.filter((one) => !problems.some((problem) => one.test(problem)));
  assert.equal(missed.length, 0, `not noticed: ${missed.join(', ')}\nnoticed:\n${problems.join('\n')}`);
});

await browser.close();
await close();
const { user, system } = process.cpuUsage(started);
console.log(`${visited.length} pages; this process ${((user + system) / 1e6).toFixed(0)} s of CPU, besides the browser`);
process.exit(failed === 0 ? 0 : 1);
