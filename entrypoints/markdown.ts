/** What reads the Markdown of notes, for the card in a page. It comes with the first note that holds any. */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { isPlain, readMarkdown } from '../lib/markdown/index.ts';
import { offer } from './in-page/door.ts';

export default defineUnlistedScript(() => {
  offer('markdown', (text) => {
    const blocks = readMarkdown(text);
    return isPlain(blocks) ? null : blocks;
  });
});
