// What the site is made of: the chapters, the experiments' programs, the labs' briefs. All is found in the folders, so that
// a new chapter, program or lab is a new page, and nothing has to be registered.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const site = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const notes = path.dirname(site);
export const root = path.dirname(notes);
const experiments = path.join(notes, 'experiments');
const labs = path.join(root, 'labs');

export const read = (file) => fs.readFileSync(file, 'utf8');
/** Names of a folder's files, sorted; none where there is no folder. */
export const names = (folder, pattern) => (fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => pattern.test(name)).sort() : []);
const title = (file) => (read(file).match(/^# (.*)$/m)?.[1] ?? path.basename(file)).replaceAll('`', '');

/** The anchor that a Git host makes of a heading; check_notes.py's anchors() does the same. */
export const slug = (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replaceAll(' ', '-');

/** Chapters, statements, appendices: { name: '01-socket-syscalls.md', title }. */
export const chapters = () =>
  names(notes, /\.md$/)
    .filter((name) => name !== 'README.md')
    .map((name) => ({ name, title: title(path.join(notes, name)) }));

/** Labs that have a brief: { name: '01-socket-syscalls', title, file }. */
export const briefs = () =>
  names(labs, /^\d\d-/)
    .map((name) => ({ name, file: path.join(labs, name, 'README.md') }))
    .filter(({ file }) => fs.existsSync(file))
    .map((lab) => ({ ...lab, title: title(lab.file) }));

/** The experiments by chapter: Map of '01' or 'B' (or 'shared': headers) to file names. */
export function programs() {
  const groups = new Map();
  for (const name of names(experiments, /\.[ch]pp$/)) {
    const group = groupOf(name);
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return groups;
}
const groupOf = (name) => name.match(/^(\d\d|[A-Z])-/)?.[1] ?? 'shared';

/** What the comment at a program's top says as far as its question, or its first sentence where it asks none. */
export function question(name) {
  const comment = read(path.join(experiments, name)).match(/^(?:\/\/.*\n)+/)?.[0] ?? '';
  const text = comment.replace(/^\/\/ ?/gm, '').replaceAll('\n', ' ').trim();
  return (text.match(/^.*?\?(?= |$)/) ?? text.match(/^.*?\.(?= |$)/) ?? [text])[0];
}

/** A program without the marks of its regions. */
export const program = (name) => read(path.join(experiments, name)).replace(/^[ \t]*\/\/ (region \S+|endregion)\n/gm, '').trimEnd();

/** The file that a page shows, by the page's path: 'index.md', '01-….md', 'labs/01-….md' (with site/pages/ before it or not). */
export function sourceOf(page) {
  const name = page.replace(/^site\/pages\//, '');
  const lab = name.match(/^labs\/(.*)\.md$/);
  if (lab) return path.join(labs, lab[1], 'README.md');
  return path.join(notes, name === 'index.md' ? 'README.md' : name);
}

/** Where a link leads: { page: '/01-….md#anchor' } in the site, or { elsewhere: 'labs/support/fd.hpp' } beside it. */
export function target(href, source) {
  const [place, anchor] = decodeURI(href).split('#');
  const file = place ? path.resolve(path.dirname(source), place) : source;
  const hash = anchor ? `#${anchor}` : '';
  const [folder, name] = [path.dirname(file), path.basename(file)];
  if (file === experiments) return { page: '/programs/index.md' };
  if (folder === experiments && fs.existsSync(file)) return { page: `/programs/${groupOf(name)}.md#${slug(name)}` };
  if (folder === notes && name === 'README.md') return { page: `/index.md${hash}` };
  if (folder === notes && name.endsWith('.md')) return { page: `/${name}${hash}` };
  if (path.dirname(folder) === labs && name === 'README.md') return { page: `/labs/${path.basename(folder)}.md${hash}` };
  return { elsewhere: path.relative(root, file) + hash };
}

/** On pages of programs, these stand below the rest. (Groups that fold would have a button within a button.) */
export function sidebar() {
  const items = (pattern) =>
    chapters()
      .filter(({ name }) => pattern.test(name))
      .map((one) => ({ text: one.title, link: `/${one.name.slice(0, -3)}` }));
  const all = [
    { text: 'Chapters', items: [{ text: 'The notes', link: '/' }, ...items(/^\d\d-/)] },
    { text: 'Beside them', items: [...items(/^(?!\d\d-|[A-Z]-)/), { text: 'Programs', link: '/programs/' }] },
    { text: 'Appendices', items: items(/^[A-Z]-/) },
    { text: 'Labs', items: briefs().map(({ name, title }) => ({ text: title, link: `/labs/${name}` })) },
  ];
  const groups = [...programs().keys()].map((name) => ({ text: groupTitle(name), link: `/programs/${name}` }));
  return { '/programs/': [...all, { text: 'Programs', items: groups }], '/': all };
}

export const groupTitle = (name) =>
  name === 'shared' ? 'Headers they share' : /\d/.test(name) ? `Programs of chapter ${name}` : `Programs of appendix ${name}`;
