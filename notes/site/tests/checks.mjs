// What is looked for on every page. Each function returns problems as texts "kind: what and where"; none is good.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Notes whatever a page says to the console, and asks of whom, into `problems` from now on. */
export function listen(page, address, problems) {
  const at = () => new URL(page.url()).pathname;
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${at()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`console: ${at()}: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('data:')) problems.push(`other host: ${at()} asks ${url}`);
  });
}

/** Headings, texts beside pictures, labels. What axe does not demand of AA stands here, too. */
export const outline = (page) =>
  page.evaluate(() => {
    const found = [];
    const headings = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter((one) => one.checkVisibility());
    const within = headings.filter((one) => one.closest('main') ?? true);
    const levels = within.map((one) => Number(one.tagName[1]));
    const ones = levels.filter((level) => level === 1).length;
    if (ones !== 1) found.push(`headings: ${ones} of level 1, and it should be one`);
    for (const [index, level] of levels.entries())
      if (index > 0 && level > levels[index - 1] + 1) found.push(`headings: "${within[index].textContent.trim()}" skips a level`);
    const named = (one) => one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') || one.querySelector(':scope > title');
    for (const one of document.querySelectorAll('img:not([alt])')) found.push(`picture: ${one.outerHTML.slice(0, 80)} has no alt text`);
    for (const one of document.querySelectorAll('svg'))
      if (!one.closest('[aria-hidden="true"]') && !one.closest('button, a') && !named(one))
        found.push(`picture: ${one.outerHTML.slice(0, 80)} has no label`);
    for (const one of document.querySelectorAll('input, select, textarea'))
      if (one.type !== 'hidden' && !one.labels?.length && !named(one)) found.push(`label: ${one.outerHTML.slice(0, 80)} has none`);
    return found;
  });

/** axe-core's rules; of what is coloured alike in programs, one of each kind is enough to look at. */
export async function accessible(page, { only, without = [] } = {}) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const violations = await page.evaluate(async ({ only, without }) => {
    const seen = new Set();
    for (const span of document.querySelectorAll('.shiki span[style]')) {
      const kind = span.getAttribute('style');
      if (seen.has(kind)) span.replaceWith(span.textContent);
      else seen.add(kind);
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: tags };
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const { violations } = await window.axe.run(document, { runOnly, rules, resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => ({
      id,
      where: nodes.slice(0, 3).map(({ html, any }) => `${html.slice(0, 100)} ${any[0]?.message ?? ''}`),
    }));
  }, { only, without });
  return violations.map(({ id, where }) => `axe ${id}: ${where.join(' | ')}`);
}

/** Nothing but what scrolls in a box of its own may be wider than the window. */
export const fits = (page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const boxed = (one) => one.parentElement && (getComputedStyle(one.parentElement).overflowX !== 'visible' || boxed(one.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1 && !boxed(one));
    return [`sideways: ${scrollWidth} of ${clientWidth} pixels; ${wide.slice(0, 2).map((one) => one.outerHTML.slice(0, 90))}`];
  });

/** Where a page leads within the site, and what can be led to: { path, ids, links: ['/x.html#y'] }. */
export const connections = (page) =>
  page.evaluate(() => ({
    path: location.pathname,
    ids: [...document.querySelectorAll('[id]')].map((one) => one.id),
    links: [...document.querySelectorAll('a[href]')]
      .filter((one) => one.origin === location.origin)
      .map((one) => decodeURIComponent(one.pathname + one.hash)),
  }));

/** Dead links and anchors among the pages' connections. */
export function dead(pages) {
  const file = (path) => (path.endsWith('/') ? `${path}index.html` : path);
  const known = new Map(pages.map(({ path, ids }) => [file(decodeURIComponent(path)), new Set(ids)]));
  const problems = new Set();
  for (const { path, links } of pages) {
    for (const link of links) {
      const [to, anchor] = link.split('#');
      if (!known.has(file(to))) problems.add(`dead link: ${path} leads to ${link}`);
      else if (anchor && !known.get(file(to)).has(anchor)) problems.add(`dead anchor: ${path} leads to ${link}`);
    }
  }
  return [...problems];
}

/** Texts too pale for what is behind them, each colour once; `white`: as on paper, where no background is printed. Cheaper than axe. */
export const pale = (page, white = false) =>
  page.evaluate((white) => {
    const part = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const luminance = (rgb) => rgb.map((value) => part(value / 255)).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
    const over = (colour, behind) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
      return [red, green, blue].map((value, at) => value * alpha + behind[at] * (1 - alpha));
    };
    const grounds = new Map([[null, [255, 255, 255]]]);
    const behind = (one) => {
      if (!grounds.has(one)) grounds.set(one, over(getComputedStyle(one).backgroundColor, behind(one.parentElement)));
      return grounds.get(one);
    };
    const found = [];
    const seen = new Set();
    for (const one of document.querySelectorAll(white ? '.vp-doc *' : 'body *')) {
      const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!text || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const { color } = getComputedStyle(one);
      const ground = white ? [255, 255, 255] : behind(one);
      const kind = `${color} on rgb(${ground.map(Math.round).join(', ')})`;
      if (seen.has(kind)) continue;
      seen.add(kind);
      const [low, high] = [luminance(over(color, ground)), luminance(ground)].sort((a, b) => a - b);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < 4.5) found.push(`pale: ${kind} is ${contrast.toFixed(1)}:1, at "${one.textContent.trim().slice(0, 40)}"`);
    }
    return found;
  }, white);

/** On paper: nothing to click on, and all that is text dark enough on white. For a page that emulates print. */
export const paper = async (page) => [
  ...(await page.evaluate(() =>
    [...document.querySelectorAll('nav, .VPNav, .VPSidebar, .VPLocalNav, .VPDocFooter')]
      .filter((one) => one.checkVisibility())
      .map((one) => `print: ${one.className || one.tagName} is still there`),
  )),
  ...(await pale(page, true)),
];
