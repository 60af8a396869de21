/**
 * Every wording of a set's claims, packed: one string and a few numbers each, so that 100,000 take their letters and
 * little more, in memory and saved.
 */
import type { Claim } from '../claims/index.ts';
import { textOfLetters } from './letters.ts';

/** A way to say a claim. */
export type Wording = { readonly lang: string; readonly text: string };
/** What the engine needs of a claim: its wordings, in whatever languages. */
export type WordedClaim = { readonly wordings: readonly Wording[] };

/** Proposition and paraphrases, each a way to say it. */
export const wordingsOf = (claim: Pick<Claim, 'text' | 'paraphrases'>): Wording[] => [
  ...Object.entries(claim.text).map(([lang, text]) => ({ lang, text })),
  ...Object.entries(claim.paraphrases).flatMap(([lang, texts]) => texts.map((text) => ({ lang, text }))),
];

type Sheet = Uint8Array | Uint16Array;

/** As it is saved: plain data. Wordings come in the order of their claims. */
export type PackedWordings = {
  /** The letters of {@link SHEET} wordings each: bytes, but where a letter beyond Latin-1 asks for two. */
  readonly sheets: readonly Sheet[];
  /** Where each wording ends in its sheet. */
  readonly ends: Uint32Array;
  /** The place of each wording's claim. */
  readonly places: Uint32Array;
  readonly langs: readonly string[];
  /** Each wording's language, by its place in `langs`. */
  readonly tongues: Uint8Array;
};

/** A claim set's wordings, by number. */
export type Wordings = {
  readonly size: number;
  readonly packed: PackedWordings;
  textOf(wording: number): string;
  langOf(wording: number): string;
  /** The place of the claim in the list it came from. */
  claimOf(wording: number): number;
};

/** Wordings on a sheet. */
const SHEET = 64;

/** Marks that words are read with, set plainly. */
const PLAIN: Readonly<Record<string, string>> = { '‘': "'", '’': "'", '–': '-', '—': '-' };
/** A sign beyond Latin-1: no letter, or one with a mark that is taken off when words are read. */
const BEYOND = /[\u0100-\u{10ffff}]/gu;
/** What words are read from, in as few letters beyond Latin-1 as can be: other signs are worth no second byte. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(BEYOND, (sign) =>
      /[\p{L}\p{N}]/u.test(sign) ? sign.normalize('NFD').replace(/\p{M}+/gu, '') : (PLAIN[sign] ?? ' '),
    );

/** Most languages a set's wordings may be in; the others count as undetermined. */
const MOST_LANGS = 255;

/** Packs claims as they come. */
export class WordingsPacker {
  readonly #sheets: Sheet[] = [];
  readonly #ends: number[] = [];
  #texts: string[] = [];
  #length = 0;
  readonly #places: number[] = [];
  readonly #langs: string[] = ['und'];
  readonly #tongues: number[] = [];
  #claims = 0;

  add({ wordings }: WordedClaim): void {
    for (const { lang, text } of wordings) {
      let tongue = this.#langs.indexOf(lang);
      if (tongue < 0 && this.#langs.length < MOST_LANGS) tongue = this.#langs.push(lang) - 1;
      const letters = plain(text);
      this.#length += letters.length;
      this.#ends.push(this.#length);
      if (this.#texts.push(letters) === SHEET) this.#turn();
      this.#places.push(this.#claims);
      this.#tongues.push(Math.max(0, tongue));
    }
    this.#claims++;
  }

  #turn(): void {
    this.#sheets.push(toSheet(this.#texts.join('')));
    this.#texts = [];
    this.#length = 0;
  }

  done(): Wordings {
    if (this.#texts.length > 0) this.#turn();
    return open({
      sheets: this.#sheets,
      ends: Uint32Array.from(this.#ends),
      places: Uint32Array.from(this.#places),
      langs: this.#langs,
      tongues: Uint8Array.from(this.#tongues),
    });
  }
}

/** Pack claims that are all at hand. */
export function packWordings(claims: readonly WordedClaim[]): Wordings {
  const packer = new WordingsPacker();
  for (const claim of claims) packer.add(claim);
  return packer.done();
}

function toSheet(text: string): Sheet {
  const letters = new Uint16Array(text.length);
  let wide = false;
  for (let i = 0; i < letters.length; i++) {
    const code = text.charCodeAt(i);
    letters[i] = code;
    if (code > 255) wide = true;
  }
  return wide ? letters : Uint8Array.from(letters);
}

function open(packed: PackedWordings): Wordings {
  const { sheets, ends, places, langs, tongues } = packed;
  return {
    size: ends.length,
    packed,
    textOf(wording) {
      const sheet = sheets[Math.floor(wording / SHEET)];
      const start = wording % SHEET === 0 ? 0 : ends[wording - 1];
      return sheet ? textOfLetters(sheet.subarray(start, ends[wording])) : '';
    },
    langOf: (wording) => langs[tongues[wording] ?? 0] ?? 'und',
    claimOf: (wording) => places[wording] ?? 0,
  };
}

/** Open what was saved; `null` when it is not what `WordingsPacker` made, or was damaged. */
export function openWordings(saved: unknown): Wordings | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { sheets, ends, places, langs, tongues } = saved as Record<string, unknown>;
  if (!(ends instanceof Uint32Array) || !(places instanceof Uint32Array) || !(tongues instanceof Uint8Array))
    return null;
  if (!isListOf(langs, isText) || !isListOf(sheets, isSheet)) return null;
  if (sheets.length !== Math.ceil(ends.length / SHEET)) return null;
  if (places.length !== ends.length || tongues.length !== ends.length) return null;
  let last = 0;
  let place = 0;
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] as number;
    const next = places[at] as number;
    if (end < last || next < place) return null;
    place = next;
    const isLast = at % SHEET === SHEET - 1 || at === ends.length - 1;
    if (isLast && sheets[Math.floor(at / SHEET)]?.length !== end) return null;
    last = isLast ? 0 : end;
  }
  return open({ sheets, ends, places, langs, tongues });
}

const isText = (saved: unknown): saved is string => typeof saved === 'string';
const isSheet = (saved: unknown): saved is Sheet => saved instanceof Uint8Array || saved instanceof Uint16Array;
const isListOf = <T>(saved: unknown, isOne: (item: unknown) => item is T): saved is T[] =>
  Array.isArray(saved) && saved.every(isOne);
