// What the chapters, plain Markdown for a Git host, need to become pages: see ../README.md.
import { componentName, widgetNames } from './widgets.mjs';
import { sourceOf, target } from './course.mjs';

const WIDGET = /<!--\s*widget\b:?\s*(.*?)\s*-->/;

/** A fence's options are for check_notes.py; left there, Shiki would take a number in them for a line to mark. */
function fences(md) {
  md.core.ruler.push('notes_fences', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'code_block') Object.assign(token, { type: 'fence', info: 'text' }); // indented
      if (token.type !== 'fence') continue;
      const [language, ...options] = token.info.trim().split(/\s+/);
      token.info = language;
      token.meta = Object.fromEntries(options.map((option) => option.split('=')));
    }
  });
  const plain = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const { file, output } = tokens[index].meta ?? {};
    const label = file ? file.split('/').pop() : output ? `${output.split('/').pop()} prints` : '';
    const html = plain(tokens, index, ...rest);
    if (!label && tokens[index].info !== 'text') return html;
    return html.replace(/<span class="lang">[^<]*<\/span>/, label && `<span class="lang">${md.utils.escapeHtml(label)}</span>`);
  };
}

/** The line <!-- widget: NAME --> becomes the component of widgets/NAME.vue. */
function widgets(md) {
  md.core.ruler.push('notes_widgets', (state) => {
    const place = (token) => `${sourceOf(state.env.relativePath)}:${token.map[0] + 1}`;
    for (const token of state.tokens) {
      const within = (token.children ?? []).find(({ type, content }) => type === 'html_inline' && WIDGET.test(content));
      const found = token.type === 'html_block' && token.content.match(WIDGET);
      if (within || (found && found[0] !== token.content.trim()))
        throw new Error(`${place(token)}: a widget needs a line of its own. Put an empty line before it and after it.`);
      if (!found) continue;
      const [, name] = found;
      if (!widgetNames().includes(name))
        throw new Error(`${place(token)}: there is no widget "${name}". notes/site/widgets has: ${widgetNames().join(', ')}.`);
      token.content = `<ClientOnly><${componentName(name)} /></ClientOnly>\n`;
    }
  });
}

/** Links to files that are pages here lead there; others become a path to read, or lead to the repository, if one is named. */
function links(md, repository) {
  md.core.ruler.push('notes_links', (state) => {
    const source = sourceOf(state.env.relativePath);
    for (const { children } of state.tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        const href = token.type === 'link_open' && token.attrGet('href');
        if (!href || /^([a-z][a-z+.-]*:|\/\/|#)/i.test(href)) continue;
        const { page, elsewhere } = target(href, source);
        if (page) token.attrSet('href', page);
        else if (repository) token.attrSet('href', `${repository.replace(/\/$/, '')}/${elsewhere}`);
        else replaceByPath(children, index, elsewhere.replace(/#.*/, ''), state.Token);
      }
    }
  });
}

// "[text](path)" becomes "text (`path`)", or only `path` where the text is its last part.
function replaceByPath(children, from, path, Token) {
  const to = children.findIndex((token, index) => index > from && token.type === 'link_close');
  const text = children.slice(from + 1, to);
  const code = Object.assign(new Token('code_inline', 'code', 0), { content: path, markup: '`' });
  const [open, close] = [' (', ')'].map((content) => Object.assign(new Token('text', '', 0), { content }));
  const last = path.endsWith(text.map((token) => token.content).join(''));
  children.splice(from, to - from + 1, ...(last ? [code] : [...text, open, code, close]));
}

export function notesMarkdown(md, { repository = '' } = {}) {
  fences(md);
  widgets(md);
  links(md, repository);
}
