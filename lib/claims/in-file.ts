/** How much of a file claim sets may take beside notes. */

/**
 * UTF-8 bytes of all sets in a file with everything: with them it stays well below what is read back, or its notes could
 * not be read either.
 */
export const MOST_SET_BYTES = 100_000_000;

/** UTF-8 bytes of a text. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of its four bytes.
    if (unit > 0x7f) length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return length;
}
