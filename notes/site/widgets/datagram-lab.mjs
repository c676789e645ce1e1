// A client that asks over a bad network, as in chapter 03: what becomes of each datagram, how often the work is done, and what the
// client believes in the end. A pure function of its settings, the seed among them. Times are milliseconds.

export const transit = 40; // from one side to the other
export const heldUp = 170; // so much longer for one that is overtaken
export const orders = 3; // "draw 100", one after the other
export const start = 1000; // in the account

export const usual = { seed: 8, loss: 25, repetition: 0, reordering: 0, firstWait: 120, tries: 4, doubling: true, numbered: false };

/** Four numbers of 0 … 99 for the n-th datagram: the same for the same seed, whatever the sliders say. */
function fateOf(seed, n) {
  const mix = (value) => {
    let x = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
    x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
    return (x ^ (x >>> 16)) >>> 0;
  };
  return [1, 2, 3, 4].map((i) => mix(Math.imul(seed + 1, 0x9e3779b1) + Math.imul(n + 1, 0x85ebca6b) + Math.imul(i, 0x27d4eb2f)) % 100);
}

/** How long the client waits after each of its tries. */
export const waits = ({ firstWait, tries, doubling }) => Array.from({ length: tries }, (_, i) => firstWait * (doubling ? 2 ** i : 1));

/**
 * { datagrams: [{ from: 'client'|'server', order, says, sent, arrives, lost, copy, late, end }], steps: [{ at, side, text, short }],
 *   orders: [{ work, belief, known, right }], work, believed, left, end }.
 * `end` of a datagram: what its receiver made of it. Percentages: 0 … 100, each datagram for itself.
 */
export function simulate(settings) {
  const { seed, loss, repetition, reordering, numbered } = { ...usual, ...settings };
  const wait = waits({ ...usual, ...settings });
  const datagrams = [];
  const steps = [];
  const results = Array.from({ length: orders }, () => ({ work: 0, answer: undefined, gaveUp: false }));
  const queue = []; // what is to happen: { at, run }, in the order of time, then of being put in
  const at = (time, run) => queue.push({ at: time, run, n: queue.length ? Math.max(...queue.map(({ n }) => n)) + 1 : 0 });
  const step = (time, side, text, short) => steps.push({ at: time, side, text, short });

  let sends = 0;
  function send(now, from, order, says, receive) {
    const [lost, repeated, late, copyLate] = fateOf(seed, sends++);
    const one = (copy, isLate) => {
      const datagram = { from, order, says, sent: now, copy, late: isLate, lost: !copy && lost < loss };
      datagram.arrives = now + transit + (isLate ? heldUp : 0) + (copy ? transit / 2 : 0);
      datagrams.push(datagram);
      if (datagram.lost) datagram.end = 'lost';
      else at(datagram.arrives, (time) => (datagram.end = receive(time, datagram)));
    };
    one(false, late < reordering);
    if (repeated < repetition) one(true, copyLate < reordering);
  }

  // The server: draws 100 for each question that it takes for a new one.
  let account = start;
  let remembered = { order: -1, answer: '' };
  function serve(now, { order }) {
    if (numbered && order < remembered.order) {
      step(now, 'server', `order ${order + 1} is stale: passed over`, 'stale');
      return 'stale: passed over';
    }
    const again = numbered && order === remembered.order;
    if (!again) {
      account -= 100;
      results[order].work += 1;
      remembered = { order, answer: `${account} left` };
      const often = results[order].work > 1;
      step(now, 'server', `draws 100: ${account} left${often ? ', once more for the same order!' : ''}`, `draws${often ? ' again!' : ''} ${account}`);
    } else step(now, 'server', `knows order ${order + 1}: no work, its answer again`, 'remembers');
    send(now, 'server', order, remembered.answer, hear);
    return again ? 'answered from memory' : 'the work is done';
  }

  // The client: one order at a time; each asked again until an answer comes, or the tries are used up.
  let current = -1;
  let tried = 0;
  function next(now) {
    current += 1;
    tried = 0;
    if (current < orders) ask(now);
  }
  function ask(now) {
    const order = current;
    const mine = ++tried;
    step(now, 'client', `${mine === 1 ? 'asks' : 'asks again'}: ${numbered ? `${order + 1} ` : ''}draw 100 (order ${order + 1})`, `${mine === 1 ? 'asks' : 'again'} ${order + 1}`);
    send(now, 'client', order, 'draw 100', serve);
    at(now + wait[mine - 1], (time) => {
      if (current !== order || tried !== mine) return;
      if (tried < wait.length) return ask(time);
      results[order].gaveUp = true;
      step(time, 'client', `gives up order ${order + 1}`, `gives up ${order + 1}`);
      next(time);
    });
  }
  function hear(now, { order, says }) {
    const wanted = current < orders && (!numbered || order === current);
    if (!wanted) {
      step(now, 'client', `"${says}": passed over`, 'passed over');
      return current < orders ? 'another number: passed over' : 'nobody waits for it: passed over';
    }
    results[current].answer = says;
    results[current].from = order;
    step(now, 'client', `"${says}": so order ${current + 1} is done${order === current ? '' : ', it believes'}`, `${current + 1} done${order === current ? '' : '?'}`);
    const end = order === current ? 'taken for the answer' : `taken for the answer to order ${current + 1}, and is an old one`;
    next(now);
    return end;
  }

  next(0);
  let now = 0;
  while (queue.length > 0) {
    queue.sort((a, b) => a.at - b.at || a.n - b.n);
    const first = queue.shift();
    now = first.at;
    first.run(now);
  }
  const told = results.map(({ work, answer, from, gaveUp }, order) => ({
    work,
    belief: gaveUp ? 'no answer: done, or not done?' : `done once, ${answer}`,
    known: !gaveUp,
    right: !gaveUp && work === 1 && from === order,
  }));
  return {
    datagrams,
    steps: steps.map((one, i) => ({ ...one, i })).sort((a, b) => a.at - b.at || a.i - b.i),
    orders: told,
    work: told.reduce((sum, { work }) => sum + work, 0),
    believed: told.filter(({ known }) => known).length,
    left: account,
    end: Math.max(...datagrams.map(({ arrives }) => arrives), ...steps.map((one) => one.at)),
  };
}

/** The time line in words: [{ at, side: 'client'|'server'|'network', text }], in the order of time. */
export function inWords({ steps, datagrams }) {
  const network = datagrams.flatMap(({ sent, arrives, lost, copy, late, says }) => [
    ...(lost ? [{ at: sent + transit / 2, text: `loses "${says}"` }] : []),
    ...(copy ? [{ at: sent + transit / 2, text: `repeats "${says}"` }] : []),
    ...(late && !lost ? [{ at: sent + transit / 2, text: `holds "${says}" up, until ${arrives} ms` }] : []),
  ]);
  return [...steps, ...network.map((one) => ({ ...one, side: 'network' }))].sort((a, b) => a.at - b.at);
}
