// VitePress's own theme without the font that it would bring, and the widgets.
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent } from 'vue';
import { componentName } from '../names.mjs';
import './style.css';

const widgets = import.meta.glob('../../widgets/*.vue');

// On paper nobody can unfold an answer.
function unfoldForPrint() {
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const one of folded) one.open = true;
  });
  addEventListener('afterprint', () => {
    for (const one of folded) one.open = false;
  });
}

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    for (const [file, load] of Object.entries(widgets)) {
      const name = file.split('/').pop().replace(/\.vue$/, '');
      app.component(componentName(name), defineAsyncComponent(load));
    }
    if (!import.meta.env.SSR) unfoldForPrint();
  },
};
