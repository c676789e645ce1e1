// What the two kernels do while a server and a client make their calls, one of which may be left out. A model, without
// a network; oracle/call_stepper.py makes the same calls for true, and call-stepper.test.mjs compares.

/** In this order; `again` is made only if the recv before it gave more than 0: together they are "receive until 0". */
export const program = [
  { id: 'server socket', text: 'socket()' },
  { id: 'server bind', text: 'bind() to 7000' },
  { id: 'server listen', text: 'listen()' },
  { id: 'client socket', text: 'socket()' },
  { id: 'client connect', text: 'connect() to 7000' },
  { id: 'server accept', text: 'accept()' },
  { id: 'client send', text: 'send("3 + 4")' },
  { id: 'client shutdown', text: 'shutdown(SHUT_WR)' },
  { id: 'server recv', text: 'recv()' },
  { id: 'server recv again', text: 'recv() again', again: true },
  { id: 'server send', text: 'send("7")' },
  { id: 'server close', text: 'close()' },
  { id: 'client recv', text: 'recv()' },
  { id: 'client recv again', text: 'recv() again', again: true },
  { id: 'client close', text: 'close()' },
];
export const sideOf = (id) => id.split(' ')[0];
const callOf = (id) => id.split(' ')[1];
const lengths = { client: 5, server: 1 };

/** What can be left out, and what comes of it. */
export const lessons = {
  '': 'Each side has received until 0, and closed. The client ended its stream first, so its kernel remembers the connection: TIME_WAIT.',
  'server bind': 'The server listens, but at a port that the kernel chose: nobody is at 7000. connect fails, and accept waits for ever.',
  'server listen': 'A socket with a name is no listener yet. The kernel answers the SYN with a reset: ECONNREFUSED. And accept says EINVAL.',
  'client connect': 'Nobody has called, so accept waits for ever. A stream socket without a connection cannot send: EPIPE.',
  'server accept': 'The client is connected all the same, and its bytes are kept: that is the kernel’s work, not accept’s. But no program will answer: recv waits for ever.',
  'client send': 'An empty question: the server’s first recv gives 0 at once, for the client has ended its stream.',
  'client shutdown': 'The server waits for more of the question, the client for the answer: both for ever. Neither call fails.',
  'server recv': 'To close while bytes lie unread is to refuse them: the server’s kernel sends a reset. The client still reads what had come before it; then ECONNRESET.',
  'server send': 'The client’s recv gives 0 instead of an answer: the end of the stream is no error.',
  'server close': 'The client waits for an end that never comes. CLOSE_WAIT is the mark of this mistake: the peer has ended, and this program has not closed.',
  'client recv': 'Nothing fails: the answer came, and nobody looked at it. The server cannot know: its send gave 1.',
  'client close': 'The connection has ended both ways all the same. What remains is a descriptor: a leak, until the process ends.',
};

const fresh = () => ({ state: '', send: 0, receive: 0, open: false, end: false, error: '' });
const copy = ({ listener, client, server }) => ({ listener: { ...listener }, client: { ...client }, server: { ...server } });

/** Both kernels. `call` returns { result, packets, during }: during is how it looks while the packets travel. */
export class Kernels {
  listener = { state: '', bound: false, syn: 0, accept: 0 };
  client = fresh();
  server = fresh(); // the connection; the listener is another socket
  accepted = false;

  call(side, name) {
    return this[name](side, this[side], this[side === 'client' ? 'server' : 'client']);
  }
  socket(side, me) {
    if (side === 'server') this.listener.state = 'CLOSE';
    else Object.assign(me, { state: 'CLOSE', open: true });
    return { result: 'a descriptor' };
  }
  bind() {
    this.listener.bound = true;
    return { result: '0' };
  }
  listen() {
    this.listener.state = 'LISTEN';
    return { result: '0' };
  }
  connect(side, me, peer) {
    me.state = 'SYN_SENT';
    const during = copy(this);
    if (this.listener.state !== 'LISTEN' || !this.listener.bound) {
      me.state = 'CLOSE';
      return { result: '-1 ECONNREFUSED', packets: ['client: SYN', 'server: RST'], during };
    }
    Object.assign(during.server, { state: 'SYN_RECV' });
    during.listener.syn = 1;
    me.state = peer.state = 'ESTABLISHED';
    this.listener.accept = 1;
    return { result: '0', packets: ['client: SYN', 'server: SYN + ACK', 'client: ACK'], during };
  }
  accept(side, me) {
    if (this.listener.state !== 'LISTEN') return { result: '-1 EINVAL' };
    if (this.listener.accept === 0) return { result: 'waits' };
    this.listener.accept = 0;
    this.accepted = me.open = true;
    return { result: 'a descriptor' };
  }
  send(side, me, peer) {
    if (me.error) return this.failure(me);
    if (!/^(ESTABLISHED|CLOSE_WAIT)$/.test(me.state)) return { result: '-1 EPIPE' };
    const length = lengths[side];
    me.send = length;
    const during = copy(this);
    me.send = 0;
    const packets = [`${side}: ${length} bytes`];
    if (side === 'server' && !peer.open) return { result: `${length}`, packets: [...packets, this.reset(peer, me)], during };
    peer.receive += length;
    return { result: `${length}`, packets, during };
  }
  recv(side, me) {
    const { receive } = me;
    me.receive = 0;
    if (receive > 0) return { result: `${receive}` };
    if (me.error) return this.failure(me);
    if (me.end) return { result: '0' };
    return { result: me.state === 'CLOSE' ? '-1 ENOTCONN' : 'waits' };
  }
  shutdown(side, me, peer) {
    if (me.state === 'CLOSE') return { result: '-1 ENOTCONN' };
    return { result: '0', ...this.fin(side, me, peer) };
  }
  close(side, me, peer) {
    const unread = me.receive > 0;
    Object.assign(me, { open: false, receive: 0 });
    if (/^(CLOSE|TIME_WAIT)$/.test(me.state)) return { result: '0' };
    if (unread) return { result: '0', packets: [this.reset(me, peer)] };
    if (me.state === 'FIN_WAIT2') return { result: '0' };
    return { result: '0', ...this.fin(side, me, peer) };
  }

  /** The end of one stream: a FIN. The side that sent its FIN first is the one that remembers the connection. */
  fin(side, me, peer) {
    const last = me.state === 'CLOSE_WAIT';
    me.state = last ? 'LAST_ACK' : 'FIN_WAIT1';
    const during = copy(this);
    me.state = last ? 'CLOSE' : 'FIN_WAIT2';
    peer.state = last ? 'TIME_WAIT' : 'CLOSE_WAIT';
    peer.end = true;
    return { packets: [`${side}: FIN`, `${side === 'client' ? 'server' : 'client'}: ACK`], during };
  }
  reset(me, peer) {
    me.state = peer.state = 'CLOSE';
    if (peer.open) peer.error = 'ECONNRESET';
    return `${me === this.client ? 'client' : 'server'}: RST`;
  }
  failure(me) {
    const { error } = me;
    Object.assign(me, { error: '', end: true });
    return { result: `-1 ${error}` };
  }
}

/** Each call that is made: [{ id, result, packets, during, after }]. A call that waits is made again when something has happened. */
export function run(leftOut = []) {
  const kernels = new Kernels();
  const steps = [];
  const stopped = new Set(); // sides of which a call has failed: they give up
  const waiting = new Map(); // side → id of the call in which it waits
  const later = new Map([['client', []], ['server', []]]);
  const lastOf = new Map();

  const make = (id) => {
    const side = sideOf(id);
    const { result, packets = [], during } = kernels.call(side, callOf(id));
    const goesOn = waiting.get(side) === id;
    if (goesOn && result === 'waits') return;
    steps.push({ id, result, packets, during, goesOn, after: copy(kernels) });
    lastOf.set(side, result);
    if (result === 'waits') waiting.set(side, id);
    else waiting.delete(side);
    if (result.startsWith('-1')) stopped.add(side);
  };
  const left = ({ id, again }) => leftOut.includes(again ? id.replace(' again', '') : id);
  const step = (one) => {
    const side = sideOf(one.id);
    if (stopped.has(side) || left(one) || (one.again && lastOf.get(side) === '0')) return;
    if (side === 'server' && leftOut.includes('server accept') && !/socket|bind|listen/.test(one.id)) return; // nothing to call it on
    if (waiting.has(side)) return later.get(side).push(one);
    make(one.id);
    wake();
  };
  const wake = () => {
    for (const [side, id] of [...waiting]) {
      make(id);
      if (waiting.has(side)) continue;
      for (const one of later.get(side).splice(0)) step(one);
    }
  };
  program.forEach(step);
  return steps;
}
