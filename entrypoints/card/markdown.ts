/** Markdown in the card: what reads it is a script of its own, which comes with the first note that holds any. */
import type { MarkdownBlock } from '../../lib/markdown/index.ts';
import { offered, type PageSide } from '../in-page/door.ts';

/** Characters Markdown is made of; a text without them looks as it is typed. */
const MAYBE = /[*_`#>~|[\]]|^\s*(?:[-+]|\d+[.)])\s|https?:|www\./m;

/** A reader of Markdown; `arrived` is called when it can do more than before. */
export function markdownReader(page: PageSide, arrived: () => void) {
  let asked = false;
  return (text: string): readonly MarkdownBlock[] | null => {
    if (!MAYBE.test(text)) return null;
    const read = offered('markdown');
    if (read) return read(text);
    if (!asked) void page.loadMarkdown().then(arrived);
    asked = true;
    return null;
  };
}
