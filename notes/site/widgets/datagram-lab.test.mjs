// Does the datagram lab tell what chapter 03 tells, for any seed?
import assert from 'node:assert/strict';
import test from 'node:test';
import { orders, simulate, start, transit, usual, waits } from './datagram-lab.mjs';

const seeds = Array.from({ length: 200 }, (_, i) => i);
const bad = { loss: 40, repetition: 40, reordering: 40 };
const runs = (settings) => seeds.map((seed) => simulate({ ...settings, seed }));

test('Is the same seed the same time line, and another one another?', () => {
  assert.deepEqual(simulate({ ...bad, seed: 7 }), simulate({ ...bad, seed: 7 }));
  assert.notDeepEqual(simulate({ ...bad, seed: 7 }), simulate({ ...bad, seed: 8 }));
});
test('Does a good network do each work once, with or without numbers?', () => {
  for (const numbered of [false, true])
    for (const run of runs({ loss: 0, repetition: 0, reordering: 0, numbered })) {
      assert.ok(run.orders.every(({ work, right }) => work === 1 && right));
      assert.equal(run.datagrams.length, 2 * orders);
      assert.equal(run.left, start - 100 * orders);
    }
});
test('With numbers, is no work done twice, and each belief right, on any network?', () => {
  for (const run of runs({ ...bad, numbered: true }))
    for (const { work, known, right } of run.orders) {
      assert.ok(work <= 1);
      assert.equal(right, known); // what it believes to be done is done, and by its own answer
    }
});
test('Without numbers, does loss alone lead to work done twice? And repetition alone, with a single try?', () => {
  const twice = (run) => run.orders.some(({ work }) => work > 1);
  assert.ok(runs({ loss: 40 }).filter(twice).length > 50);
  assert.ok(runs({ loss: 0, repetition: 40, tries: 1 }).filter(twice).length > 50);
  assert.ok(!runs({ loss: 40, tries: 1 }).some(twice)); // but then orders are not done at all
});
test('Without numbers, is an old answer taken for a new one?', () => {
  const fooled = (run) => run.orders.some(({ known, work }) => known && work === 0);
  assert.ok(runs({ ...bad }).some(fooled));
  assert.ok(!runs({ ...bad, numbered: true }).some(fooled));
});
test('If all is lost, is it asked as often as it may be, with waits that double, and nothing believed?', () => {
  const run = simulate({ loss: 100, tries: 4, firstWait: 100 });
  const asked = run.datagrams.filter(({ from, order }) => from === 'client' && order === 0).map(({ sent }) => sent);
  assert.deepEqual(asked, [0, 100, 300, 700]);
  assert.deepEqual(waits({ firstWait: 100, tries: 3, doubling: false }), [100, 100, 100]);
  assert.equal(run.believed, 0);
  assert.equal(run.work, 0);
});
test('Is each datagram accounted for: lost, or with an end; and is money gone as often as there was work?', () => {
  for (const run of runs(bad)) {
    for (const { end, sent, arrives } of run.datagrams) assert.ok(end && arrives >= sent + transit);
    assert.equal(run.left, start - 100 * run.work);
    assert.ok(run.datagrams.length > 0 && run.end > 0);
    assert.deepEqual(run.steps.map(({ at }) => at), run.steps.map(({ at }) => at).sort((a, b) => a - b));
  }
});
test('Does the first picture that a reader sees show the problem?', () => {
  const run = simulate(usual);
  assert.ok(run.work > run.believed, `${run.work} times the work, ${run.believed} believed`);
});
