// widgets/NAME.vue is the widget NAME: kebab case in a chapter, Pascal case as a component.
import path from 'node:path';
import { names, site } from './course.mjs';
export { componentName } from './names.mjs';

export const widgetNames = () => names(path.join(site, 'widgets'), /\.vue$/).map((name) => name.slice(0, -4));
