// A number as it is typed, and its bytes: in the memory of either kind of machine, and on the wire. Pure functions, no page.
// oracle/memory_and_wire.cpp and the test beside this file compare all of it with the solution of lab 04.

/** What is wrong with a text, in words for whoever typed it. */
export class Refused extends Error {}
const refuse = (why) => {
  throw new Refused(why);
};

/** Decimal or 0x…, as a number of `bits` bits without a sign (a BigInt); a negative one is its two's complement. Throws Refused. */
export function parse(text, bits) {
  if (text === '') refuse('Type a number: 1000, 0x01020304 or -2.');
  if (/^0x$/i.test(text)) refuse('Digits are missing behind the 0x: 0-9, a-f.');
  if (/^-0x/i.test(text)) refuse('A minus goes with decimal digits only: type -2, or the bytes as they are, 0xfffe.');
  if (!/^(0x[0-9a-f]+|-?[0-9]+)$/i.test(text)) refuse(`"${text}" is no number here: decimal digits, with a minus or not, or 0x and digits 0-9, a-f.`);
  if (/^-?0[0-9]/.test(text)) refuse('No leading zero, please: to C++ that means octal.');
  const [least, most] = [-(1n << BigInt(bits - 1)), (1n << BigInt(bits)) - 1n];
  const value = text[0] === '-' ? -BigInt(text.slice(1)) : BigInt(text.toLowerCase());
  if (value < least || value > most) refuse(`That needs more than ${bits} bits: from ${least} to ${most}. Choose more bits, or a smaller number.`);
  return BigInt.asUintN(bits, value);
}

/** The bytes of `number`, the one that counts most first. */
export const bigEndian = (number, bits) => Array.from({ length: bits / 8 }, (_, i) => Number((number >> BigInt(bits - 8 - 8 * i)) & 0xffn));

/** The number that these bytes are in network byte order. */
export const load = (bytes) => bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);

/**
 * { number, asSigned, little, big, wire, wrong, wrongSigned }: little, big: bytes in the memory of such a machine; wire: bytes as they
 * travel; wrong: the number that is read when sender or receiver keeps to a little-endian order and the other one does not.
 */
export function explore(text, bits) {
  const number = parse(text, bits);
  const wire = bigEndian(number, bits);
  const little = [...wire].reverse();
  const wrong = load(little);
  return { number, asSigned: BigInt.asIntN(bits, number), little, big: wire, wire, wrong, wrongSigned: BigInt.asIntN(bits, wrong) };
}

export const hexByte = (byte) => byte.toString(16).padStart(2, '0');
export const hex = (bytes) => bytes.map(hexByte).join(' ');
export const hexNumber = (number, bits) => `0x${number.toString(16).padStart(bits / 4, '0')}`;
