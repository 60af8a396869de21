/** Where the reader's passages of a page come from: the background, which has the notes and finds them in a text. */
import type { PassageSource } from '../../lib/dom/index.ts';
import { callBackground } from '../../lib/extension/index.ts';
import { err, ok } from '../../lib/result.ts';

export const passageSource: PassageSource = {
  async notes(url) {
    const answer = await callBackground('notesForPage', { url, claims: [] });
    return answer.ok ? ok(answer.value) : err(answer.error.detail);
  },
  async find(page) {
    const answer = await callBackground('findPassages', { page });
    return answer.ok ? ok(answer.value) : err(answer.error.detail);
  },
};
