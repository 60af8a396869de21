/** `text` as it is looked for: without case and accents. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most texts have no accents, and this is the slow part.
  return /^[\0-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
}
