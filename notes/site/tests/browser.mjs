// The one browser that the tests share: a Chromium of this machine's, which reaches this machine alone.
import { spawnSync } from 'node:child_process';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The program that is a Chromium, by trying; undefined if there is none. (Ubuntu's `chromium` may be a stub that only says "snap".) */
export function findBrowser() {
  return names.find((name) => {
    const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8', timeout: 20_000 });
    return status === 0 && /^(Chromium|Google Chrome) \d+/m.test(stdout);
  });
}

export async function launch(name) {
  const { chromium } = await import('playwright-core');
  const where = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).stdout.trim();
  return chromium.launch({
    executablePath: where,
    chromiumSandbox: false, // it only sees our own pages, and in containers its sandbox often cannot start
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-gpu'],
  });
}
