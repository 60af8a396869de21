/** Long work without blocking: run in slices, with a pause wherever one ends. */
import type { Slices } from '../matching/index.ts';
import { type Sentence, segmentSentences } from '../text/index.ts';

/**
 * Let others have their turn. Who gives it decides whether time enough has passed for that, and how others get theirs:
 * here are neither clocks nor timers.
 */
export type Pause = () => Promise<void>;

/** Run work to its end, with pauses. */
export async function paced<T>(work: Slices<T>, pause: Pause): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await pause();
  }
}

/** Text cut into sentences between two pauses, in UTF-16 units. */
const PORTION = 16_000;

/** `segmentSentences` with pauses between blocks. */
export function* segmentInSlices(text: string, locale: string): Slices<Sentence[]> {
  const sentences: Sentence[] = [];
  let block = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start + PORTION);
    const end = found < 0 ? text.length : found;
    const portion = text.slice(start, end);
    for (const sentence of segmentSentences(portion, locale)) {
      sentences.push({
        ...sentence,
        start: sentence.start + start,
        end: sentence.end + start,
        block: sentence.block + block,
      });
    }
    block += portion.split('\n').length;
    start = end + 1;
    yield;
  }
  return sentences;
}
