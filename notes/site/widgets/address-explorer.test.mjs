// Does the address explorer say what the compiled solutions of labs 02, 05 and 06 say? ORACLE_ADDRESS_EXPLORER names that program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import test from 'node:test';
import { Refused, explore, hex } from './address-explorer.mjs';

const seeds = [
  ...['0.0.0.0', '127.0.0.1', '10.255.0.9', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.0.5', '224.0.0.251', '255.255.255.255'],
  ...['::', '::1', '1::', '2001:db8::8:800:200c:417a', '2001:db8:0:0:1:0:0:1', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8'],
  ...['::ffff:192.0.2.1', '1:2:3:4:5:6:192.0.2.1', '::ffff:0:1.2.3.4', '64:ff9b::10.0.0.1', 'fc00::1', 'fdff::', 'febf::1', 'FEC0::1'],
  ...['fe80::1%2', 'fe80::1%4294967295', 'ff02::1%1', '2001:db8::1%7', '0:0:1:0:0:0:1:0', '1:0:0:2:0:0:0:3', '/tmp/log', '@lab', '@', '/ä'],
  ...[`/${'p'.repeat(106)}`, `@${'a'.repeat(107)}`],
];
const ports = ['0', '1', '80', '443', '4660', '8080', '65535'];

/** The same numbers for the same seed (mulberry32): below(n) is one of 0 … n - 1. */
function chance(seed) {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** Valid texts, and what is one or two slips away from them. */
function inputs(count, seed) {
  const below = chance(seed);
  const pick = (some) => some[below(some.length)];
  const slip = (text) => {
    const at = below(text.length + 1);
    const piece = pick([...'0123456789abcfF:.%/@x +-[]\0', '::', '256', '00', '0', '.0', ':0', '%1', '65536', '0x']);
    const kind = below(4);
    if (kind === 0) return text.slice(0, at) + piece + text.slice(at);
    if (kind === 1) return text.slice(0, at) + text.slice(at + 1);
    if (kind === 2) return text.slice(0, at) + piece + text.slice(at + 1);
    return text.replace(/[0-9a-f]+/i, () => below(70000).toString(pick([10, 16]))); // another number, maybe too large
  };
  const all = seeds.map((text) => [text, '80']);
  while (all.length < count) {
    let [text, port] = [pick(seeds), pick(ports)];
    for (let slips = below(3); slips > 0; --slips) text = slip(text);
    if (below(8) === 0) port = slip(port);
    if (text !== '') all.push([text, port]);
  }
  return all;
}

const order = os.endianness() === 'LE' ? 'little' : 'big';
function said(text, port, byteOrder = order) {
  try {
    const { bytes, printed, kind, struct } = explore(text, port, byteOrder);
    return [hex(bytes).replaceAll(' ', ''), printed, struct === 'sockaddr_un' ? '' : kind].join('\t');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return 'refused';
  }
}

const oracle = process.env.ORACLE_ADDRESS_EXPLORER;
const all = inputs(1000, 5);
const toHex = (text) => Buffer.from(text).toString('hex');
const asked = () => {
  const input = all.map(([text, port]) => `${toHex(text)} ${toHex(port)}\n`).join('');
  const { status, stdout, stderr } = spawnSync(oracle, { input, encoding: 'utf8', timeout: 10_000 });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split('\n').map((line) => line.split('\t'));
};
const differences = (answers, byteOrder) =>
  all.filter(([text, port], i) => answers[i].slice(0, 3).join('\t') !== said(text, port, byteOrder)).map(JSON.stringify);

test('Are bytes, text and kind those of the compiled course, 1,000 times?', { skip: !oracle && 'ORACLE_ADDRESS_EXPLORER is not set' }, () => {
  const answers = asked();
  assert.equal(answers.length, all.length);
  assert.deepEqual(differences(answers, order), []);
  const refused = answers.filter(([first]) => first === 'refused').length;
  assert.ok(refused > 250 && refused < 750, `near the border: ${refused} of 1,000 are refused`);
});
test('Would a wrong byte order be noticed?', { skip: !oracle && 'ORACLE_ADDRESS_EXPLORER is not set' }, () => {
  assert.ok(differences(asked(), order === 'little' ? 'big' : 'little').length > 250);
});
test('Does the C library print it in the same way?', { skip: !oracle && 'ORACLE_ADDRESS_EXPLORER is not set' }, () => {
  for (const [bytes, text, , described] of asked()) {
    if (!described || /^\[(fe[89ab]|ff).*%/.test(text)) continue; // Unix; or it may write the interface's name
    if (/^0a00.{12}0{24}/.test(bytes) || /^000a.{12}0{24}/.test(bytes)) continue; // ::/96: libraries differ
    assert.equal(text, described);
  }
});
test('Does each field begin where the last one ends, in structs of 16, 28 and 2 + name bytes?', () => {
  for (const [text, length] of [['1.2.3.4', 16], ['::1', 28], ['/tmp/x', 9], ['@x', 4]]) {
    const { fields, bytes, ...is } = explore(text, '80');
    assert.equal(is.length, length);
    assert.equal(bytes.length, length);
    assert.deepEqual(fields.map(({ at }) => at), fields.map((_, i) => fields.slice(0, i).reduce((sum, one) => sum + one.bytes.length, 0)));
  }
});
test('Does every refusal end in a whole sentence?', () => {
  for (const [text, port] of [['127.1', '1'], ['01.2.3.4', '1'], ['1.2.3.256', '1'], ['1::2::3', '1'], [':::', '1'], ['[::1]', '1'], ['fe80::1%lo', '1'],
    ['::1', ''], ['::1', '080'], ['::1', '65536'], ['1:2', '1'], ['1:2:3:4::5:6:7:8', '1'], [`/${'x'.repeat(107)}`, ''], ['', '']])
    assert.throws(() => explore(text, port), (error) => error instanceof Refused && /[.)]$/.test(error.message), text);
});
