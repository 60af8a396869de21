/** A thousand passages marked on our fixture pages, the pages edited in ten ways, and each tool asked where they are. */
import { type Block, blocksOf, edits, type Passage, pick, type Random, randomFrom } from './edits.ts';
import { blockElements, openFrame, overlap, rangeOver, rewrite, settle, truthOf } from './page.ts';
import type { Tool } from './tools.ts';

/** What both ranges share of what they cover together, from which a place is the right one, or another one. */
const RIGHT = 0.75;
const WRONG = 0.5;

export type Counts = {
  /** Passages that still exist. */
  existing: number;
  /** … found where they are, or at something else. Found with ragged edges is neither; not found neither. */
  right: number;
  wrong: number;
  /** … or at a second copy of them, in as much of what stood around them as at the first: nobody could tell which. */
  twin: number;
  /** Passages that were removed, those said to be gone, and those found at something else. */
  removed: number;
  orphaned: number;
  invented: number;
  milliseconds: number;
};
export type Report = {
  readonly tool: string;
  readonly total: Counts;
  readonly kinds: Readonly<Record<string, Counts>>;
};
export type Miss = {
  tool: string;
  kind: string;
  page: string;
  quote: string;
  found: string | null;
  truth: string | null;
};

const none = (): Counts => ({
  existing: 0,
  right: 0,
  wrong: 0,
  twin: 0,
  removed: 0,
  orphaned: 0,
  invented: 0,
  milliseconds: 0,
});

export type Options = {
  /** Name and source. */
  readonly pages: readonly (readonly [string, string])[];
  readonly tools: readonly Tool[];
  readonly passages: number;
  /** How often each page is timed. */
  readonly runs?: number;
  readonly seed?: number;
  onMiss?(miss: Miss): void;
};

export async function runAnchoring({ pages, tools, passages, runs = 1, seed = 1, onMiss }: Options): Promise<Report[]> {
  const kinds = new Map(tools.map((tool) => [tool, new Map(edits.map(({ name }) => [name, none()]))]));
  const words = [...new Set(pages.flatMap(([, source]) => wordsOf(source)))];
  const each = Math.ceil(passages / (pages.length * edits.length));
  for (const [pageIndex, [name, source]] of pages.entries()) {
    for (const [editIndex, edit] of edits.entries()) {
      const random = randomFrom(seed * 10_007 + pageIndex * 101 + editIndex);
      const frame = await openFrame(source);
      const { page } = frame;
      settle(page);
      const elements = blockElements(page);
      const before = blocksOf(elements.map(({ textContent }) => textContent ?? ''));
      const marked = choosePassages(before, each, random, edit.withinBlocks === true);
      if (edit.marksNames) marked.push(...chooseNames(before, marked, each, random));
      const ranges = marked.map((passage) => rangeOfPassage(elements, before, passage));
      const quotes = ranges.map(String);
      const originals = ranges.map(around);
      const kept = new Map<Tool, unknown[]>();
      for (const tool of tools) kept.set(tool, await tool.describe(page, ranges));
      const after = edit.apply(before, marked, random, words);
      const rewritten = rewrite(page, after, edit.rebuilds === true, random);
      void page.body.offsetHeight;
      const truths = marked.map((passage) => truthOf(rewritten, after, passage));
      for (const tool of tools) {
        const counts = kinds.get(tool)?.get(edit.name) ?? none();
        let best = Number.POSITIVE_INFINITY;
        let found: readonly (Range | null)[] = [];
        // The quickest counts: a busy machine makes the others slow.
        for (let run = 0; run < runs; run += 1) {
          const started = performance.now();
          found = await tool.anchor(page, kept.get(tool) ?? []);
          best = Math.min(best, performance.now() - started);
        }
        counts.milliseconds += best;
        found.forEach((range, index) => {
          const truth = truths[index] ?? null;
          const original = originals[index];
          if (!original) return;
          const isMiss = count(counts, page, range, truth, original);
          if (!isMiss) return;
          onMiss?.({
            tool: tool.name,
            kind: edit.name,
            page: name,
            quote: quotes[index] ?? '',
            found: range && String(range),
            truth: truth && String(truth),
          });
        });
      }
      frame.close();
    }
  }
  return tools.map((tool) => {
    const own = kinds.get(tool) ?? new Map<string, Counts>();
    const total = none();
    for (const counts of own.values())
      for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
    return { tool: tool.name, total, kinds: Object.fromEntries(own) };
  });
}

/** True when it is neither right nor rightly gone. */
function count(counts: Counts, page: Document, range: Range | null, truth: Range | null, original: Around): boolean {
  if (truth === null) {
    counts.removed += 1;
    if (range === null) counts.orphaned += 1;
    else counts.invented += 1;
    return range !== null;
  }
  counts.existing += 1;
  const shared = range === null ? null : overlap(page, range, truth);
  if (shared !== null && shared >= RIGHT) counts.right += 1;
  else if (range !== null && shared !== null && shared < WRONG) {
    if (isTwin(range, truth, original)) counts.twin += 1;
    else counts.wrong += 1;
  }
  return shared === null || shared < RIGHT;
}

/** A range's letters and digits, and as many around it as are kept of a passage's context. */
type Around = { readonly before: string; readonly words: string; readonly after: string };

function around(range: Range): Around {
  const CONTEXT = 24;
  const page = range.startContainer.ownerDocument as Document;
  const letters = (one: Range): string => String(one).replace(/[^\p{L}\p{N}]/gu, '');
  const before = page.createRange();
  before.setStart(page.body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = page.createRange();
  after.selectNodeContents(page.body);
  after.setStart(range.endContainer, range.endOffset);
  return {
    before: letters(before).slice(-CONTEXT),
    words: letters(range),
    after: letters(after).slice(0, CONTEXT),
  };
}

/** Whether the same words stand at `found`, and around them as much of what was around the passage as at its own place. */
function isTwin(found: Range, truth: Range, original: Around): boolean {
  const shared = ({ before, after }: Around): number => {
    let left = 0;
    while (left < before.length && before.at(-1 - left) === original.before.at(-1 - left)) left += 1;
    let right = 0;
    while (right < after.length && after[right] === original.after[right]) right += 1;
    return left + right;
  };
  const [other, own] = [around(found), around(truth)];
  return other.words === own.words && shared(other) >= shared(own);
}

/** Passages as readers mark them: sentences, parts of them, two in a row, over a paragraph's end, a few words. None twice. */
function choosePassages(blocks: readonly Block[], count: number, random: Random, withinBlocks: boolean): Passage[] {
  const chosen: Passage[] = [];
  const length = (blocks.at(-1)?.origins.at(-1) ?? 0) + 1;
  for (let tries = 0; chosen.length < count && tries < count * 40; tries += 1) {
    // Readers mark prose: a block is as likely as it is long.
    const at = Math.floor(random() * length);
    const index = blocks.findIndex(({ origins }) => (origins.at(-1) ?? 0) >= at);
    const block = blocks[index];
    if (!block) continue;
    const sentences = [...block.text.matchAll(/[^.!?…]+(?:[.!?…]+["'”’»)]*|$)/gu)].map((match) => {
      const start = match.index + (match[0].length - match[0].trimStart().length);
      return { start, end: match.index + match[0].trimEnd().length };
    });
    const sentence = sentences.length > 0 ? pick(sentences, random) : undefined;
    if (!sentence || sentence.end - sentence.start < 2) continue;
    const kind = random();
    const base = block.origins[0] ?? 0;
    const words = [...block.text.slice(sentence.start, sentence.end).matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)].map(
      (match) => ({ start: sentence.start + match.index, end: sentence.start + match.index + match[0].length }),
    );
    let passage: Passage | undefined;
    if (kind < 0.45) passage = { start: base + sentence.start, end: base + sentence.end };
    else if (kind < 0.7 && words.length >= 6) {
      const from = Math.floor(random() * (words.length - 5));
      const to = Math.min(words.length - 1, from + 4 + Math.floor(random() * 8));
      passage = { start: base + (words[from]?.start ?? 0), end: base + (words[to]?.end ?? 0) };
    } else if (kind < 0.85) {
      const next = sentences[sentences.indexOf(sentence) + 1];
      if (next) passage = { start: base + sentence.start, end: base + next.end };
    } else if (kind < 0.92 && !withinBlocks) {
      const following = blocks[index + 1];
      const [first] = following ? [...following.text.matchAll(/[^.!?…]+(?:[.!?…]+["'”’»)]*|$)/gu)] : [];
      const last = sentences.at(-1);
      if (following && first && last) {
        passage = { start: base + last.start, end: (following.origins[0] ?? 0) + first[0].trimEnd().length };
      }
    } else if (words.length >= 3) {
      const from = Math.floor(random() * (words.length - 2));
      passage = {
        start: base + (words[from]?.start ?? 0),
        end: base + (words[from + Math.floor(random() * 3)]?.end ?? 0),
      };
    }
    if (!passage || passage.end - passage.start < 2) continue;
    const { start, end } = passage;
    // A passage is edited for itself: none lies over another.
    if (chosen.some((one) => start < one.end + 1 && one.start < end + 1)) continue;
    chosen.push(passage);
  }
  return chosen;
}

/** Names that stand elsewhere on the page too, in one of their places. */
function chooseNames(blocks: readonly Block[], marked: readonly Passage[], count: number, random: Random): Passage[] {
  const places = blocks.flatMap(({ text, origins }) =>
    [...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}[\p{L}’']{3,}(?: \p{Lu}[\p{L}’']+)*/gu)].map((match) => {
      const start = (origins[0] ?? 0) + match.index;
      return { name: match[0], start, end: start + match[0].length };
    }),
  );
  const recurring = places.filter(
    ({ name, start, end }) =>
      places.filter((other) => other.name === name).length > 1 &&
      marked.every((one) => end + 1 <= one.start || one.end + 1 <= start),
  );
  const chosen = new Map<string, Passage>();
  for (let tries = 0; tries < count * 4 && chosen.size < count && recurring.length > 0; tries += 1) {
    const { name, start, end } = pick(recurring, random);
    if (!chosen.has(name)) chosen.set(name, { start, end });
  }
  return [...chosen.values()];
}

function rangeOfPassage(elements: readonly Element[], blocks: readonly Block[], { start, end }: Passage): Range {
  const at = (origin: number) => {
    const block = blocks.findIndex(({ origins }) => (origins[0] ?? 0) <= origin && origin <= (origins.at(-1) ?? -1));
    return { block, at: origin - (blocks[block]?.origins[0] ?? 0) };
  };
  const last = at(end - 1);
  return rangeOver(elements, at(start), { block: last.block, at: last.at + 1 });
}

function wordsOf(source: string): string[] {
  const text = new DOMParser().parseFromString(source, 'text/html').body.textContent ?? '';
  return text.match(/\p{Ll}{3,}/gu) ?? [];
}
