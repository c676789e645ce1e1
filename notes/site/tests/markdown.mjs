// What becomes of a chapter's own marks: widgets, links, fences. Asked without a build.
import assert from 'node:assert/strict';
import { notes } from '../.vitepress/course.mjs';
import { notesMarkdown } from '../.vitepress/markdown.mjs';

export async function markdown(ask) {
  const { createMarkdownRenderer, disposeMdItInstance } = await import('vitepress');
  const renderer = async (repository) => {
    disposeMdItInstance(); // VitePress keeps one
    return createMarkdownRenderer(notes, { config: (md) => notesMarkdown(md, { repository }) });
  };
  const md = await renderer();
  const html = (text) => md.render(text, { path: `${notes}/x.md`, relativePath: 'x.md' });

  await ask('Does an unknown widget stop the build, with its chapter and line?', () => {
    assert.throws(() => html('One.\n\n<!-- widget: no-such -->\n'), /notes\/x\.md:3: there is no widget "no-such"/);
    assert.throws(() => html('One. <!-- widget: no-such -->\n'), /x\.md:1: a widget needs a line of its own/);
  });
  await ask('Do links lead to pages, and is what is no page told by its path?', () => {
    const link = (to, text = 'see') => html(`[${text}](${to})`);
    assert.match(link('01-socket-syscalls.md#sending'), /href="\/01-socket-syscalls\.html#sending"/);
    assert.match(link('experiments/01-kinds.cpp'), /href="\/programs\/01\.html#01-kindscpp"/);
    assert.match(link('../labs/05-address-structs/README.md'), /href="\/labs\/05-address-structs\.html"/);
    assert.match(link('../labs/support/fd.hpp'), /^<p>see \(<code[^>]*>labs\/support\/fd\.hpp<\/code>\)<\/p>/);
    assert.match(link('../labs/support/fd.hpp', 'fd.hpp'), /^<p><code[^>]*>labs\/support\/fd\.hpp<\/code><\/p>/);
  });
  await ask('Is a program highlighted as its language, with no line marked, and called by its name?', () => {
    const shown = html('```cpp file=experiments/01-kinds.cpp region=x\nint one = 1;\n```\n');
    assert.match(shown, /<span class="lang">01-kinds\.cpp<\/span>/);
    assert.match(shown, /--shiki-light/);
    assert.doesNotMatch(shown, /highlighted/);
  });
  await ask('Do links to other files lead to the repository, if one is named?', async () => {
    const other = await renderer('https://example.org/blob/main/');
    assert.match(other.render('[a](../labs/support/fd.hpp)', { relativePath: 'x.md' }), /href="https:\/\/example\.org\/blob\/main\/labs\/support\/fd\.hpp"/);
  });
  disposeMdItInstance();
}
