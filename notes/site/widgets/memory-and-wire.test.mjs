// Does memory-and-wire say what the compiled solution of lab 04 says? ORACLE_MEMORY_AND_WIRE names that program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import test from 'node:test';
import { Refused, explore, hexNumber, parse } from './memory-and-wire.mjs';

const widths = [16, 32, 64];
const seeds = [
  ...['0', '-0', '1', '9', '255', '256', '1000', '32767', '32768', '-32768', '-32769', '65535', '65536', '-1', '-2', '2147483647'],
  ...['2147483648', '-2147483648', '-2147483649', '4294967295', '4294967296', '3892510720', '9223372036854775807', '-9223372036854775808'],
  ...['-9223372036854775809', '18446744073709551615', '18446744073709551616', '0x0', '0x0102', '0x01020304', '0x0102030405060708'],
  ...['0xFFFF', '0x10000', '0xffffffff', '0x100000000', '0xFFFFFFFFFFFFFFFF', '0x10000000000000000', '0X00ff', '0x7fff', '0x80', '0x0100'],
];

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

/** Valid texts, and what is one or two slips away from them: [text, bits]. */
function inputs(count, seed) {
  const below = chance(seed);
  const pick = (some) => some[below(some.length)];
  const slip = (text) => {
    const at = below(text.length + 1);
    const piece = pick([...'0123456789abcdefFxg-+ ._\'\0', '0x', '00', '１', 'ff']);
    return text.slice(0, at) + (below(3) > 0 ? piece : '') + text.slice(at + below(2));
  };
  const all = seeds.flatMap((text) => widths.map((bits) => [text, bits]));
  while (all.length < count) {
    let text = pick(seeds);
    for (let slips = below(3); slips > 0; --slips) text = slip(text);
    all.push([text, pick(widths)]);
  }
  return all;
}

const joined = (bytes) => Buffer.from(bytes).toString('hex');
const order = os.endianness() === 'LE' ? 'little' : 'big';
function said(text, bits, { memory = order, wire = 'wire' } = {}) {
  try {
    const found = explore(text, bits);
    return [found.number, joined(found[memory]), joined(found[wire]), found.wrong].join('\t');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return 'refused';
  }
}

const oracle = process.env.ORACLE_MEMORY_AND_WIRE;
const skip = !oracle && 'ORACLE_MEMORY_AND_WIRE is not set';
const all = inputs(1000, 4);
const asked = () => {
  const input = all.map(([text, bits]) => `${bits} ${Buffer.from(text).toString('hex')}\n`).join('');
  const { status, stdout, stderr } = spawnSync(oracle, { input, encoding: 'utf8', timeout: 10_000 });
  assert.equal(status, 0, stderr);
  return stdout.trimEnd().split('\n');
};
const differences = (answers, other) => all.filter(([text, bits], i) => answers[i] !== said(text, bits, other)).map(JSON.stringify);

test('Are number, memory and wire those of the compiled lab, 1,000 times?', { skip }, () => {
  const answers = asked();
  assert.equal(answers.length, all.length);
  assert.deepEqual(differences(answers), []);
  const refused = answers.filter((answer) => answer === 'refused').length;
  assert.ok(refused > 250 && refused < 750, `near the border: ${refused} of 1,000 are refused`);
});
test('Would a wrong byte order be noticed, in memory and on the wire?', { skip }, () => {
  const answers = asked();
  assert.ok(differences(answers, { memory: order === 'little' ? 'big' : 'little' }).length > 250);
  assert.ok(differences(answers, { wire: 'little' }).length > 250);
});
test('Is it as chapter 04 has it: 1000 is read as 3892510720?', () => {
  const { wire, little, wrong } = explore('1000', 32);
  assert.deepEqual([joined(wire), joined(little), wrong], ['000003e8', 'e8030000', 3892510720n]);
  assert.equal(explore('-2', 16).number, 0xfffen);
  assert.equal(explore('0xfffe', 16).asSigned, -2n);
  assert.equal(hexNumber(1000n, 32), '0x000003e8');
});
test('Does every refusal end in a whole sentence?', () => {
  for (const text of ['', 'x', '0x', '-', '-0x1', '+1', '01', '1.5', ' 1', '65536', '-32769', '0x10000'])
    assert.throws(() => parse(text, 16), (error) => error instanceof Refused && /\.$/.test(error.message), text);
});
