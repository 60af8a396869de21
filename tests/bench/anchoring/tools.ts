/** What anchors passages: describe a range, find it again. */
import { describeSpan, findPassages, type Selector } from '../../../lib/annotation/index.ts';

import { browserLayout, readPageText } from '../../../lib/dom/index.ts';

export type Tool = {
  readonly name: string;
  /** What is kept of these ranges. */
  describe(page: Document, ranges: readonly Range[]): Promise<unknown[]>;
  /** Where they are now. */
  anchor(page: Document, kept: readonly unknown[]): Promise<(Range | null)[]>;
};

const readAll = (page: Document) => readPageText(page, { ...browserLayout(page), everything: true });

export const caveat: Tool = {
  name: 'Caveat',
  async describe(page, ranges) {
    const reading = readAll(page);
    return ranges.map((range): readonly Selector[] => {
      const span = reading.toSpan(range);
      return span ? describeSpan(reading.page.text, span) : [];
    });
  },
  async anchor(page, kept) {
    const reading = readAll(page);
    const passages = kept.map((selectors, index) => ({
      id: String(index),
      selectors: selectors as readonly Selector[],
    }));
    const found = new Map(findPassages(reading.page.text, passages).map((one) => [one.id, one.span]));
    return kept.map((_, index) => {
      const span = found.get(String(index));
      const ranges = span ? reading.toRanges(span) : [];
      const [first, last] = [ranges[0], ranges.at(-1)];
      if (!first || !last) return null;
      const whole = first.cloneRange();
      whole.setEnd(last.endContainer, last.endOffset);
      return whole;
    });
  },
};
