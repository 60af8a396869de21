/**
 * What is done to pages between two visits, on their blocks of text. Every character keeps where it came from, so that
 * it is known afterwards where a passage stands, whatever was done.
 */

/** A block of a page. `origins` tells for each UTF-16 unit which unit of the page it was, or -1 for what is new. */
export type Block = { text: string; origins: number[] };
export type Random = () => number;
/** Offsets into the page's blocks joined by line breaks. */
export type Passage = { readonly start: number; readonly end: number };

export type Edit = {
  readonly name: string;
  /** The passages are gone afterwards. */
  readonly removes?: boolean;
  /** Names that stand in several places are marked too: their other places are not what was marked. */
  readonly marksNames?: boolean;
  /** The page is built of other elements. */
  readonly rebuilds?: boolean;
  /** Passages that go on over a block's end come apart in it. */
  readonly withinBlocks?: boolean;
  apply(blocks: Block[], passages: readonly Passage[], random: Random, words: readonly string[]): Block[];
};

/** The generator called mulberry32: the same numbers for the same seed everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

/** The blocks of a page as they are before any edit. */
export function blocksOf(texts: readonly string[]): Block[] {
  let at = 0;
  return texts.map((text) => {
    const origins = Array.from({ length: text.length }, (_, index) => at + index);
    at += text.length + 1;
    return { text, origins };
  });
}

/** Where the passage stands in edited blocks: the first and last of its characters. Null when none of it is there. */
export function placeOf(
  blocks: readonly Block[],
  passage: Passage,
): { readonly from: { block: number; at: number }; readonly to: { block: number; at: number } } | null {
  let from: { block: number; at: number } | null = null;
  let to: { block: number; at: number } | null = null;
  blocks.forEach(({ origins }, block) => {
    origins.forEach((origin, at) => {
      if (origin < passage.start || origin >= passage.end) return;
      from ??= { block, at };
      to = { block, at: at + 1 };
    });
  });
  return from && to ? { from, to } : null;
}

/** Replace a stretch. What `stands` for the old words has their origin; the rest is new. */
function splice(block: Block, start: number, end: number, text: string, stands: boolean): void {
  const origin = stands ? (block.origins.slice(start, end).find((one) => one >= 0) ?? -1) : -1;
  block.text = block.text.slice(0, start) + text + block.text.slice(end);
  block.origins.splice(start, end - start, ...Array.from({ length: text.length }, () => origin));
}

const isOf = (passage: Passage, origin: number): boolean => origin >= passage.start && origin < passage.end;

/** Words of a block, last first, so that replacing one leaves the places of the others. */
const wordsOf = (text: string): { start: number; end: number; word: string }[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, word: match[0] }))
    .reverse();

const sentencesOf = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/[^.!?…]+(?:[.!?…]+["'”’»)]*\s*|$)/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));

const sentenceOf = (words: readonly string[], random: Random, length: number): string => {
  const made = Array.from({ length }, () => pick(words, random)).join(' ');
  return `${made.charAt(0).toUpperCase()}${made.slice(1)}.`;
};

const isLike = (model: string, word: string): string =>
  /^\p{Lu}/u.test(model) ? word.charAt(0).toUpperCase() + word.slice(1) : word;

/** Another word in about the given part of those that `may` be changed. */
function reword(
  block: Block,
  part: number,
  random: Random,
  words: readonly string[],
  may: (origin: number) => boolean,
  stands: boolean,
): void {
  for (const { start, end, word } of wordsOf(block.text)) {
    if (!may(block.origins[start] ?? -1) || random() >= part) continue;
    splice(block, start, end, isLike(word, pick(words, random)), stands);
  }
}

/** Up to a fifth of a passage's characters: other words, words left out, words put in, letters mistyped. */
function change(block: Block, passage: Passage, random: Random, words: readonly string[]): void {
  const isIn = (at: number) => isOf(passage, block.origins[at] ?? -1);
  let budget = block.origins.filter((origin) => isOf(passage, origin)).length * (0.05 + random() * 0.15);
  const chosen = wordsOf(block.text)
    .filter(({ start, end }) => isIn(start) && isIn(end - 1))
    .map((word) => ({ ...word, order: random(), way: random(), other: isLike(word.word, pick(words, random)) }))
    .sort((a, b) => a.order - b.order)
    .filter(({ way, word, other }) => {
      const cost = way < 0.5 ? Math.max(word.length, other.length) : way < 0.7 ? word.length + 1 : other.length + 1;
      const isPaid = (way < 0.85 ? cost : 1) <= budget;
      if (isPaid) budget -= way < 0.85 ? cost : 1;
      return isPaid;
    });
  for (const { start, end, way, word, other } of chosen.sort((a, b) => b.start - a.start)) {
    if (way < 0.5) splice(block, start, end, other, true);
    else if (way < 0.7) {
      // The last word of a passage takes the space before it along.
      const from = isIn(end) ? start : Math.max(0, start - 1);
      splice(block, from, from === start ? Math.min(end + 1, block.text.length) : end, '', true);
    } else if (way < 0.85) splice(block, start, start, `${other} `, true);
    else if (word.length > 2) splice(block, start + 1, start + 2, pick([...'aeilnorst'], random), true);
  }
}

const CURLY: readonly (readonly [RegExp, string])[] = [
  [/"(?=[\p{L}\p{N}])/u, '“'],
  [/"/u, '”'],
  [/(?<=\p{L})'(?=\p{L})/u, '’'],
  [/“/u, '« '],
  [/”/u, ' »'],
  [/’/u, "'"],
  [/\.\.\./u, '…'],
  [/ [–—-] /u, ' — '],
  [/—/u, '--'],
  [/–/u, '-'],
  [/fi/u, 'ﬁ'],
  [/fl/u, 'ﬂ'],
  [/ /u, '\u00a0'],
  [/(?<=\p{Ll}{3})(?=\p{Ll}{3})/u, '\u00ad'],
  [/é/u, 'e\u0301'],
  [/ó/u, 'o\u0301'],
];

/** Each rule in some of its places, with the new characters standing for the old. */
function respell(block: Block, rules: readonly (readonly [RegExp, string])[], random: Random): void {
  for (const [rule, replacement] of rules) {
    if (random() < 0.3) continue;
    const places = [...block.text.matchAll(new RegExp(rule.source, `${rule.flags}g`))].reverse();
    for (const place of places) {
      if (random() < 0.4) continue;
      const end = place.index + place[0].length;
      if (place[0] === '') {
        // Between two characters: it belongs to a passage that both belong to.
        const [left = -1, right = -1] = [block.origins[end - 1], block.origins[end]];
        block.text = block.text.slice(0, end) + replacement + block.text.slice(end);
        block.origins.splice(end, 0, left >= 0 && right >= 0 ? left : -1);
      } else splice(block, place.index, end, replacement, true);
    }
  }
}

const blockAt = (blocks: readonly Block[], passage: Passage): Block | undefined =>
  blocks.find(({ origins }) => origins.some((origin) => isOf(passage, origin)));

function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((one) => ({ one, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ one }) => one);
}

const fresh = (text: string): Block => ({ text, origins: Array.from({ length: text.length }, () => -1) });

/** The ten kinds of edits. */
export const edits: readonly Edit[] = [
  {
    name: 'reworded neighbours',
    apply(blocks, passages, random, words) {
      const isKept = (origin: number) => passages.some((passage) => isOf(passage, origin));
      for (const block of blocks) reword(block, 0.6, random, words, (origin) => origin >= 0 && !isKept(origin), false);
      return blocks;
    },
  },
  {
    name: 'moved paragraphs',
    withinBlocks: true,
    apply: (blocks, _passages, random) => shuffled(blocks, random),
  },
  {
    name: 'advertisements inserted',
    apply(blocks, passages, random, words) {
      const edited: Block[] = [];
      for (const block of blocks) {
        if (random() < 0.5) edited.push(fresh(sentenceOf(words, random, 4 + Math.floor(random() * 30))));
        // Between two sentences, but never in the middle of a passage.
        for (const { end } of sentencesOf(block.text).reverse()) {
          const inside = passages.some(
            (one) => isOf(one, block.origins[end - 1] ?? -1) && isOf(one, block.origins[end] ?? -1),
          );
          if (inside || end === block.text.length || random() < 0.7) continue;
          splice(block, end, end, `${sentenceOf(words, random, 3 + Math.floor(random() * 12))} `, false);
        }
        edited.push(block);
      }
      return edited;
    },
  },
  {
    name: 'typography',
    apply(blocks, _passages, random) {
      for (const block of blocks) respell(block, CURLY, random);
      return blocks;
    },
  },
  {
    name: 'up to 20 % of the quote',
    apply(blocks, passages, random, words) {
      for (const passage of passages) for (const block of blocks) change(block, passage, random, words);
      return blocks;
    },
  },
  {
    name: 'removed',
    removes: true,
    marksNames: true,
    apply(blocks, passages, random, words) {
      for (const passage of passages) {
        for (const block of blocks) {
          const at = block.origins.findIndex((origin) => isOf(passage, origin));
          if (at < 0) continue;
          const end = block.origins.findLastIndex((origin) => isOf(passage, origin)) + 1;
          // With what it stood in, or with something else in its place.
          const other = random() < 0.5 ? '' : `${sentenceOf(words, random, 5 + Math.floor(random() * 12))} `;
          const whole = sentencesOf(block.text).filter((one) => one.start < end && one.end > at);
          const [first, last] = [whole[0], whole.at(-1)];
          if (first && last) splice(block, first.start, last.end, other, false);
        }
      }
      return blocks.filter(({ text }) => text.trim() !== '');
    },
  },
  {
    name: 'duplicated',
    apply(blocks, passages, random) {
      // Every other passage is drawn out as a quotation, and the paragraph of one stands twice.
      const copies = passages.flatMap((passage, index) => {
        const block = blockAt(blocks, passage);
        if (!block || index % 2 === 1) return [];
        const words = [...block.text].filter((_, at) => isOf(passage, block.origins[at] ?? -1)).join('');
        return [fresh(index === 0 ? block.text : words)];
      });
      const edited = [...blocks];
      for (const copy of copies) edited.splice(Math.floor(random() * (edited.length + 1)), 0, copy);
      return edited;
    },
  },
  {
    name: 'whole page laid out anew',
    rebuilds: true,
    apply(blocks, passages, random) {
      // Paragraphs are joined or divided between sentences; captions and headings come elsewhere.
      const edited: Block[] = [];
      for (const block of blocks) {
        const last = edited.at(-1);
        if (last && random() < 0.2) {
          last.text += ` ${block.text}`;
          last.origins.push(-1, ...block.origins);
          continue;
        }
        const ends = sentencesOf(block.text).map(({ end }) => end);
        const cut = ends.length > 1 && random() < 0.4 ? pick(ends.slice(0, -1), random) : block.text.length;
        edited.push({ text: block.text.slice(0, cut), origins: block.origins.slice(0, cut) });
        if (cut < block.text.length) edited.push({ text: block.text.slice(cut), origins: block.origins.slice(cut) });
      }
      void passages;
      return edited.filter(({ text }) => text.trim() !== '');
    },
  },
  {
    name: 'sentences split and joined',
    apply(blocks, _passages, random) {
      const rules: readonly (readonly [RegExp, string])[] = [
        [/(?<=\p{Ll})\. (?=\p{Lu})/u, ', and '],
        [/(?<=\p{Ll})\. (?=\p{Lu})/u, '; '],
        [/(?<=\p{Ll}), and /u, '. And '],
        [/(?<=\p{Ll}), which /u, '. This '],
        [/(?<=\p{Ll}), /u, '. '],
        [/(?<=\p{Ll}), que /u, '. Que '],
      ];
      for (const block of blocks) respell(block, rules, random);
      return blocks;
    },
  },
  {
    name: 'case and spaces',
    apply(blocks, _passages, random) {
      for (const block of blocks) {
        const way = random();
        if (way < 0.25 && block.text.toUpperCase().length === block.text.length) block.text = block.text.toUpperCase();
        else {
          respell(
            block,
            [
              [/ /u, '  '],
              [/ /u, '\n    '],
              [/(?<=\p{L})(?=[:;!?])/u, '\u202f'],
              [/(?<=\d)[,.](?=\d{3})/u, '\u202f'],
              [/(?<=\p{Ll}{2})-(?=\p{Ll}{2})/u, ' '],
            ],
            random,
          );
        }
      }
      return blocks;
    },
  },
];
