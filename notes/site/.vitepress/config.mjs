// The notes as a site. The chapters stay in the folder above, plain Markdown; what they need to become pages is in
// markdown.mjs, which pages there are in course.mjs. Nothing is loaded from another host.
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { site, sidebar, slug } from './course.mjs';
import { notesMarkdown } from './markdown.mjs';

const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='6' fill='%233451b2'/>" +
  "<path d='M6 12h12m-4-4 4 4-4 4M26 20H14m4-4-4 4 4 4' fill='none' stroke='white' stroke-width='2.5'/></svg>";

// Chapters lie above node_modules, and the modules that VitePress makes of them import from it.
const packages = {
  name: 'packages-of-the-site',
  enforce: 'pre',
  resolveId(id, importer, options) {
    if (/^vue($|\/)/.test(id) && importer && !importer.startsWith(site + path.sep + 'node_modules'))
      return this.resolve(id, path.join(site, 'package.json'), { ...options, skipSelf: true });
  },
};

export default defineConfig({
  title: 'Sockets Lab',
  description: 'The Berkeley sockets API: what each call promises, and experiments that show it',
  lang: 'en',
  srcDir: '..',
  srcExclude: ['experiments/**', 'site/*.md', 'site/!(pages)/**'],
  rewrites: { 'README.md': 'index.md', 'site/pages/:folder/:page': ':folder/:page' },
  base: process.env.SOCKLAB_SITE_BASE ?? '/',
  head: [['link', { rel: 'icon', href: icon }]],
  router: { prefetchLinks: false }, // what is read is near
  markdown: {
    anchor: { slugify: slug },
    attrs: { disable: true }, // braces are text, as on a Git host
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => notesMarkdown(md.disable('emoji', true), { repository: process.env.SOCKLAB_REPOSITORY }),
  },
  vite: { plugins: [packages] },
  transformPageData: (page) => (page.relativePath === 'claims.md' ? { frontmatter: { aside: false, pageClass: 'claims' } } : undefined),
  themeConfig: {
    nav: [
      { text: 'Notes', link: '/' },
      { text: 'Statements', link: '/claims' },
      { text: 'Errors', link: '/A-errors' },
      { text: 'Programs', link: '/programs/' },
    ],
    sidebar: sidebar(),
    outline: { level: [2, 3], label: 'On this page' },
    search: { provider: 'local' },
  },
});
