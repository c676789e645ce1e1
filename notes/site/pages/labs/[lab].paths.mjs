// A page for each lab's brief.
import { briefs, read } from '../../.vitepress/course.mjs';

export default { paths: () => briefs().map(({ name, file }) => ({ params: { lab: name }, content: read(file) })) };
