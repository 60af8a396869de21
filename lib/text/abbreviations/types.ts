/** What the sentence splitter has to know about one language. Data, not logic. */
export type SentenceWords = {
  /** End in a period and are never the end of a sentence: what they title or introduce follows. */
  readonly never: readonly string[];
  /** End in a period and may be the end of a sentence: it goes on unless the next word opens one. */
  readonly maybe: readonly string[];
  /** As `maybe`, but the sentence ends there unless one of `timeWords` or a figure follows ("5 p.m. Monday"). */
  readonly clock: readonly string[];
  /** Abbreviations only before a figure ("No. 5"); otherwise ordinary words. */
  readonly beforeFigure: readonly string[];
  /** Words that go on after a time of day. */
  readonly timeWords: readonly string[];
  /** Words that open a sentence and hardly ever stand capitalised inside one. */
  readonly openers: readonly string[];
  /** Words that take a single letter as a name ("Plan A."), so that the letter is no initial. */
  readonly labels: readonly string[];
  /** Verbs that tie a question or exclamation in quotation marks to its speaker ("Why?" Sen. Ruiz asked). */
  readonly sayVerbs: readonly string[];
};
