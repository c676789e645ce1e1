// An address as text and a port: every byte of its sockaddr_*, field by field, and how it prints back. Pure functions, no page.
// Valid is what inet_pton(3) takes; oracle/address_explorer.cpp and the test beside it compare all this with labs 02, 05 and 06.

/** What is wrong with a text, in words for whoever typed it. */
export class Refused extends Error {}
const refuse = (why) => {
  throw new Refused(why);
};

/** All of `text` as digits without a leading zero, up to `most`. */
function decimal(text, most, what) {
  if (!/^[0-9]+$/.test(text)) refuse(`${what} is made of digits only, and "${text}" is not.`);
  if (text.length > 1 && text[0] === '0') refuse(`"${text}": no leading zero, please. Older readers would take it for octal.`);
  if (text.length > 10 || Number(text) > most) refuse(`${text} is too large: ${what} is ${most} at most.`);
  return Number(text);
}

export function parseIPv4(text) {
  const pieces = text.split('.');
  if (pieces.length !== 4)
    refuse(`An IPv4 address is four numbers with a dot between. (IPv6 has colons; a path begins with /, an abstract name with @.)`);
  return pieces.map((piece) => decimal(piece, 255, 'a number of an IPv4 address'));
}

function groups(text, mayEndInIPv4) {
  if (text === '') return [];
  return text.split(':').flatMap((piece, index, all) => {
    if (mayEndInIPv4 && index === all.length - 1 && piece.includes('.')) return parseIPv4(piece);
    if (!/^[0-9a-f]{1,4}$/i.test(piece))
      refuse(`"${piece}" is no group of an IPv6 address: that is one to four digits 0-9, a-f. (:: stands for groups of zeros, once.)`);
    const group = parseInt(piece, 16);
    return [group >> 8, group & 0xff];
  });
}

export function parseIPv6(text) {
  const gap = text.indexOf('::');
  const front = groups(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const back = groups(gap < 0 ? '' : text.slice(gap + 2), true);
  const size = front.length + back.length;
  if (gap < 0 && size !== 16) refuse(`Eight groups are needed, or :: in the place of some zeros; here are ${size / 2}.`);
  if (size > 14 && gap >= 0) refuse(`With :: there are seven groups at most; here are ${size / 2}.`);
  return [...front, ...Array(16 - size).fill(0), ...back];
}

/** RFC 5952. */
export function formatIPv6(bytes) {
  if (isMapped(bytes)) return `::ffff:${bytes.slice(12).join('.')}`;
  const group = Array.from({ length: 8 }, (_, i) => bytes[2 * i] * 256 + bytes[2 * i + 1]);
  let best = { at: 0, length: 1 }; // a single group of zeros is written out
  for (let at = 0; at < 8; ++at) {
    let length = 0;
    while (at + length < 8 && group[at + length] === 0) ++length;
    if (length > best.length) best = { at, length };
  }
  const text = (some) => some.map((one) => one.toString(16)).join(':');
  if (best.length === 1) return text(group);
  return `${text(group.slice(0, best.at))}::${text(group.slice(best.at + best.length))}`;
}

export const isMapped = (bytes) => bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;

/** How far it reaches: the kinds of chapter 05. */
export function kindOf(bytes) {
  const [a, b] = bytes;
  const zeros = (count) => bytes.slice(0, count).every((byte) => byte === 0);
  if (bytes.length === 16 && isMapped(bytes)) return kindOf(bytes.slice(12));
  if (zeros(bytes.length)) return 'unspecified';
  if (bytes.length === 4) {
    if (a === 127) return 'loopback';
    if (a === 10 || (a === 172 && b >> 4 === 1) || (a === 192 && b === 168)) return 'private use';
    if (a === 169 && b === 254) return 'link-local';
    return a >> 4 === 14 ? 'multicast' : 'global';
  }
  if (zeros(15) && bytes[15] === 1) return 'loopback';
  if ((a & 0xfe) === 0xfc) return 'private use';
  if (a === 0xfe && (b & 0xc0) === 0x80) return 'link-local';
  return a === 0xff ? 'multicast' : 'global';
}

/** The `count` bytes of a number, in network order. */
const big = (number, count) => Array.from({ length: count }, (_, i) => Math.floor(number / 256 ** (count - 1 - i)) % 256);
/** The same in the order of this machine: 'little' or 'big'. */
const host = (number, count, order) => (order === 'big' ? big(number, count) : big(number, count).reverse());

function located(struct, kind, printed, fields) {
  let at = 0;
  for (const field of fields) {
    field.at = at;
    at += field.bytes.length;
  }
  return { struct, kind, printed, fields, length: at, bytes: fields.flatMap(({ bytes }) => bytes) };
}

function unix(text, order) {
  const name = [...new TextEncoder().encode(text[0] === '@' ? text.slice(1) : text)];
  const abstract = text[0] === '@';
  if (name.length > 107) refuse(`${name.length} bytes are too many: sun_path has room for 107 and a NUL.`);
  if (!abstract && name.includes(0)) refuse('A path has no NUL in it.');
  const rest = abstract
    ? { name: 'sun_path', bytes: [0, ...name], says: 'a NUL first: an abstract name. All bytes count, and the length says how many' }
    : { name: 'sun_path', bytes: [...name, 0], says: 'a path, and its NUL. The struct has room up to byte 110; what lies there does not count' };
  return located('sockaddr_un', abstract ? 'abstract name' : 'path', text, [
    { name: 'sun_family', bytes: host(1, 2, order), says: 'AF_UNIX, 1: host order' },
    rest,
  ]);
}

/**
 * What `text` and `port` are on a machine of that byte order ('little', 'big'):
 * { struct, kind, printed, length, bytes, fields: [{ name, at, bytes, says }] }. Throws Refused with a reason.
 * Texts: IPv4; IPv6, with %NUMBER for a scope id; /path; @abstract. A Unix address has no port, so that one is not looked at.
 */
export function explore(text, port, order = 'little') {
  if (text === '') refuse('Type an address: 192.0.2.1, 2001:db8::1, fe80::1%2, /tmp/log or @name.');
  if (text[0] === '/' || text[0] === '@') return unix(text, order);
  if (!text.includes(':')) {
    const address = parseIPv4(text);
    const number = decimal(port, 65535, 'a port');
    return located('sockaddr_in', kindOf(address), `${address.join('.')}:${number}`, [
      { name: 'sin_family', bytes: host(2, 2, order), says: 'AF_INET, 2: host order' },
      { name: 'sin_port', bytes: big(number, 2), says: `${number}: network order` },
      { name: 'sin_addr', bytes: address, says: 'one byte for each number, as it travels' },
      { name: 'sin_zero', bytes: Array(8).fill(0), says: 'padding: means nothing, is to be zero' },
    ]);
  }
  if (/[[\]]/.test(text)) refuse('The brackets belong to [address]:port, not to the address: leave them out.');
  const percent = text.indexOf('%');
  const address = parseIPv6(percent < 0 ? text : text.slice(0, percent));
  const scope = percent < 0 ? 0 : scopeOf(text.slice(percent + 1));
  const number = decimal(port, 65535, 'a port');
  const printed = `[${formatIPv6(address)}${scope > 0 ? `%${scope}` : ''}]:${number}`;
  return located('sockaddr_in6', kindOf(address), printed, [
    { name: 'sin6_family', bytes: host(10, 2, order), says: 'AF_INET6, 10 on Linux: host order' },
    { name: 'sin6_port', bytes: big(number, 2), says: `${number}: network order` },
    { name: 'sin6_flowinfo', bytes: big(0, 4), says: 'yours: zero' },
    { name: 'sin6_addr', bytes: address, says: 'sixteen bytes, as they are written and sent' },
    { name: 'sin6_scope_id', bytes: host(scope, 4, order), says: `${scope === 0 ? 'none' : `interface ${scope}`}: host order, never travels` },
  ]);
}

function scopeOf(text) {
  if (/^[a-z]/i.test(text)) refuse(`Only your machine knows the number of the interface "${text}": ip link. Type that number behind the %.`);
  return decimal(text, 4294967295, 'a scope id');
}

export const hex = (bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
