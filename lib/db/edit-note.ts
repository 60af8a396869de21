/** One note edited in two windows: what becomes of both texts. Pure, so that it can run inside a transaction. */
import { type Annotation, MAX_TAGS } from '../annotation/index.ts';

/** What an edit comes to. */
export type Edited = {
  /** The note as it is stored now. */
  readonly note: Annotation;
  /** The text another window had written meanwhile, now a note of its own; null where there was none to keep. */
  readonly other: Annotation | null;
  /** Something was stored; false where the note says already what the edit says. */
  readonly isNew: boolean;
};

export type EditOptions = {
  /** The text this one was made from: what the editor last saw stored. */
  readonly before: string;
  /** The rest of what it was made from. Without, what the edit says is taken for what was meant. */
  readonly was?: Pick<Annotation, 'tags' | 'color' | 'motivation' | 'target'>;
  /** The time of the edit, ISO 8601 with zone. */
  readonly now: string;
  /** Id of the note that keeps the other window's text, should one be needed. */
  readonly otherId: string;
};

/**
 * `edited` over `stored`, which may have changed since the editor read it. What a note speaks of and when it was made do
 * not change by editing it; the edges of its passage do. Nothing written is lost: where the other window's text is not
 * part of this one (nor this one of it), it becomes a note of its own. What the edit leaves as it was stays as it is.
 */
export function mergeEdit(stored: Annotation, edited: Annotation, { before, was, now, otherId }: EditOptions): Edited {
  const isElsewhere = stored.text !== before;
  // Somebody who only sets a tag or a colour has no text of their own to bring.
  const keepsTheirs = isElsewhere && (edited.text === before || stored.text.includes(edited.text));
  const isLost = isElsewhere && !keepsTheirs && !edited.text.includes(stored.text);
  const { color: _color, ...rest } = stored;
  const color = was && was.color === edited.color ? stored.color : edited.color;
  const note: Annotation = {
    ...rest,
    ...movedTo(stored.target, edited.target, was?.target),
    motivation: was?.motivation === edited.motivation ? stored.motivation : edited.motivation,
    text: keepsTheirs ? stored.text : edited.text,
    tags: was
      ? changedTags(stored.tags, was.tags, edited.tags)
      : isElsewhere
        ? joined(stored.tags, edited.tags)
        : edited.tags,
    ...(color === undefined ? {} : { color }),
    modified: later(now, stored.modified),
  };
  if (sameContent(stored, note)) return { note: stored, other: null, isNew: false };
  return { note, other: isLost ? { ...stored, id: otherId } : null, isNew: true };
}

/** The passage with its edges as edited: none of the ways to find it leads to the old ones. */
function movedTo(
  stored: Annotation['target'],
  edited: Annotation['target'],
  was: Annotation['target'] = stored,
): Pick<Annotation, 'target'> {
  if (!stored || !edited || stored.source !== edited.source) return {};
  if (JSON.stringify(was?.selectors) === JSON.stringify(edited.selectors)) return {};
  const { otherSelectors: _gone, ...rest } = stored;
  const { selectors, otherSelectors } = edited;
  return { target: { ...rest, selectors, ...(otherSelectors ? { otherSelectors } : {}) } };
}

const joined = (some: readonly string[], more: readonly string[]): readonly string[] =>
  [...new Set([...some, ...more])].slice(0, MAX_TAGS);

/** The tags as they are now, with what an edit from `before` to `after` took away and added. */
function changedTags(now: readonly string[], before: readonly string[], after: readonly string[]): readonly string[] {
  if (String(now) === String(before)) return after;
  return joined(
    now.filter((tag) => after.includes(tag) || !before.includes(tag)),
    after.filter((tag) => !before.includes(tag)),
  );
}

/** `now`, or just after `last` where a clock stands still or was set back: a later change is never the older one. */
function later(now: string, last: string): string {
  const time = Date.parse(last);
  return Date.parse(now) > time ? now : new Date(time + 1).toISOString();
}

const sameContent = (a: Annotation, b: Annotation): boolean =>
  JSON.stringify([a.text, a.motivation, a.tags, a.color, a.target?.selectors]) ===
  JSON.stringify([b.text, b.motivation, b.tags, b.color, b.target?.selectors]);
