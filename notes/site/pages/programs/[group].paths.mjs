// A page for the programs of each chapter, and one with the questions of all.
import { chapters, groupTitle, program, programs, question } from '../../.vitepress/course.mjs';

const plain = (text) => text.replace(/[\\`*_{}[\]<>|#&]/g, '\\$&');
const section = (name) => `## ${name}\n\n\`\`\`\`cpp\n${program(name)}\n\`\`\`\`\n`;

function page(group, names) {
  const chapter = chapters().find(({ name }) => name.startsWith(`${group}-`));
  const from = chapter ? `They belong to [${plain(chapter.title)}](../${chapter.name}). ` : '';
  const how = chapter ? `Built, \`experiments/${names[0]}\` is \`build/notes/${names[0].replace(/\.cpp$/, '')}\`.` : 'Experiments include them.';
  return `# ${groupTitle(group)}\n\n${from}${how}\n\n${names.map(section).join('\n')}`;
}

function index(groups) {
  const line = (group) => (name) => `- [${name}](../experiments/${name}): ${plain(question(name))}`;
  const list = [...groups].map(([group, names]) => `## ${groupTitle(group)}\n\n${names.map(line(group)).join('\n')}\n`);
  return `# Programs\n\nEach program answers one question, and the chapters show what they print.\n\n${list.join('\n')}`;
}

export default {
  paths() {
    const groups = programs();
    const pages = [...groups].map(([group, names]) => ({ params: { group }, content: page(group, names) }));
    return [...pages, { params: { group: 'index' }, content: index(groups) }];
  },
};
