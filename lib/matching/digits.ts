/** Numbers as text. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let i = 0; i < 64; i++) VALUES[ALPHABET.charCodeAt(i)] = i;

/**
 * Whole numbers from 0 to 63, one character each. This compresses better than bytes in base64, whose digits straddle
 * the bytes. Characters outside the alphabet count as 0.
 */
export function fromDigits(text: string): Uint8Array {
  const digits = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) digits[i] = VALUES[text.charCodeAt(i) & 127] as number;
  return digits;
}

/** The other way; throws a RangeError on any other number. */
export function toDigits(numbers: Iterable<number>): string {
  return Array.from(numbers, (number) => {
    if (!(number >= 0 && number < 64)) throw new RangeError(`${number} is no digit`);
    return ALPHABET.charAt(number);
  }).join('');
}
