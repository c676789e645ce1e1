// Does the call stepper show what a kernel does? Its runs with none, one or two calls left out are made for true.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { lessons, run } from './call-stepper.mjs';

const oracle = fileURLToPath(new URL('../oracle/call_stepper.py', import.meta.url));
const absent = spawnSync('python3', ['-c', 'open("/proc/net/tcp")']).status !== 0 && 'there is no python3 here, or no /proc/net/tcp';
// Where it may be had, a network of its own. Without it, only one call is left out at a time: on a busy machine, reading the table
// of all connections takes long.
const own = spawnSync('unshare', ['-rn', 'python3', oracle, '--own-network'], { input: '' }).status === 0;
const [command, ...words] = own ? ['unshare', '-rn', 'python3', oracle, '--own-network'] : ['python3', oracle];

/** What the kernel says of these runs: for each, a list of differences. */
function kernel(runs) {
  const input = runs.map((one) => JSON.stringify(one) + '\n').join('');
  const { stdout, stderr, status } = spawnSync(command, words, { input, encoding: 'utf8', timeout: 50_000 });
  assert.equal(status, 0, stderr);
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}
const results = (leftOut) => run(leftOut).map(({ id, result }) => `${id}: ${result}`);

test('Does the kernel agree, whichever one or two calls are left out?', { skip: absent }, () => {
  const calls = Object.keys(lessons).filter((id) => id);
  const pairs = own ? calls.flatMap((one, index) => calls.slice(index + 1).map((other) => [one, other])) : [];
  const leftOut = [[], ...calls.map((one) => [one]), ...pairs];
  const found = kernel(leftOut.map((ids) => run(ids)));
  assert.equal(found.length, leftOut.length);
  const told = leftOut.flatMap((ids, index) => found[index].map((what) => `without ${ids.join(', ') || 'nothing'}: ${what}`));
  assert.equal(told.length, 0, told.join('\n'));
});

test('Is a model that is wrong noticed: in a result, and in a state?', { skip: absent }, () => {
  const result = run(['server listen']);
  result.find(({ id }) => id === 'client connect').result = '0';
  const state = run(['server close']);
  state.at(-1).after.server.state = 'ESTABLISHED';
  const [one, other] = kernel([result, state]);
  assert.match(one[0], /client connect: model: 0 .*kernel: -1 ECONNREFUSED/);
  assert.match(other[0], /kernel: .*CLOSE_WAIT/);
});

test('Are the well-known ends there?', () => {
  assert.ok(results(['server listen']).includes('client connect: -1 ECONNREFUSED'));
  assert.ok(results(['server accept']).includes('client connect: 0'));
  assert.deepEqual(results(['client shutdown']).slice(-2), ['server recv again: waits', 'client recv: waits']);
  assert.equal(run(['server close']).at(-1).after.server.state, 'CLOSE_WAIT');
  assert.equal(run().at(-1).after.client.state, 'TIME_WAIT');
});
