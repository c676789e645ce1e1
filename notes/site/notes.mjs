// The notes as a site: built where that is needed, then served to this machine's browsers until Ctrl-C.
//
//     node notes/site/notes.mjs OUT            build into OUT, serve it, print the address
//     node notes/site/notes.mjs --build OUT    only build
//
// `socklab notes` is this. SOCKLAB_REPOSITORY=URL makes links to files that are no pages lead to URL/FILE; SOCKLAB_SITE_BASE=/notes/
// is for a site that will not be at the top of its host.
import path from 'node:path';
import { CannotBuild, build, install, upToDate } from './build.mjs';
import { serve } from './serve.mjs';

async function main(words) {
  const only = words[0] === '--build';
  const [given] = only ? words.slice(1) : words;
  if (!given) {
    console.error('notes: which folder are the pages to go to? For example: node notes/site/notes.mjs build/notes-site');
    return 2;
  }
  const out = path.resolve(given);
  install();
  if (only || !upToDate(out)) await build(out);
  if (only) {
    console.log(out);
    return 0;
  }
  const { address, close } = await serve(out);
  console.log(`The notes are at  ${address}\nTo end: Ctrl-C.`);
  await new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, resolve)));
  await close();
  return 0;
}

main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error) => {
    if (error instanceof CannotBuild) {
      console.error(`notes: ${error.message}`);
      process.exit(2);
    }
    console.error(process.env.DEBUG ? error : `\n${error.message}`);
    console.error('notes: the site could not be built. The line above says why; mend that, then the same again (DEBUG=1 tells more).');
    process.exit(70);
  },
);
