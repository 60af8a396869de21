/** Marks on the page. Two facts show: how a claim is sourced, and whether the page changed it. */
import type { Color } from '../annotation/index.ts';
import type { ClaimAnnotation } from '../checker/index.ts';

/** How a mark is drawn: by the level of its claim, or as drift, which is drawn over any level. */
export type Look = 'strong' | 'limited' | 'thin' | 'none' | 'judgement' | 'drift';

/** One sentence, or the part of it that one claim rests on. */
export type SentenceMark = {
  readonly id: string;
  readonly ranges: readonly Range[];
  readonly look: Look;
  /** The reader wrote a note on it. */
  readonly noted: boolean;
};

/** A passage the reader marked. */
export type PassageMark = {
  readonly id: string;
  readonly ranges: readonly Range[];
  readonly color: Color;
  /** Its words are not the ones that were marked any more. */
  readonly approximate: boolean;
};

export type Mark = SentenceMark | PassageMark;

export const isPassage = (mark: Mark): mark is PassageMark => 'color' in mark;

export interface Highlighter {
  readonly painter: 'custom-highlight' | 'mark';
  /** Draw these marks and no others: passages below sentences. */
  paint(marks: readonly Mark[]): void;
  /** Tint the marks with this id, and no others. */
  setFocused(id: string | null): void;
  /** Ids of the marks at a point of the window of `document` (CSS pixels), the shortest mark first. */
  marksAt(document: Document, x: number, y: number): string[];
  /** Where a mark stands now; empty when it is not painted. */
  rangesOf(id: string): readonly Range[];
  /** Whether the page replaced elements under a mark, which is not seen any more. Cheap: asked on every change. */
  isTorn(): boolean;
  /** The document of a frame goes: nothing is drawn in it any more. True where something was: paint what is left. */
  leave(document: Document): boolean;
  /** Take everything off the page. */
  erase(): void;
}

/** How the sentence of these annotations is drawn: as its weakest claim, drift first. */
export function lookOf(annotations: readonly Pick<ClaimAnnotation, 'level' | 'wording'>[]): Look {
  if (annotations.some((annotation) => annotation.wording.drift !== 'none')) return 'drift';
  const levels = new Set(annotations.map((annotation) => annotation.level));
  if (levels.has(0) || levels.has('?')) return 'none';
  if (levels.has(1)) return 'thin';
  if (levels.has('J')) return 'judgement';
  return levels.has(2) ? 'limited' : 'strong';
}
