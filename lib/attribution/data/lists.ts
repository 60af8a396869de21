/** How cue words are written down: words between spaces, phrases between bars. */
export const words = (text: string): string[] => text.trim().split(/\s+/);
export const phrases = (text: string): string[] =>
  text
    .split('|')
    .map((phrase) => phrase.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
