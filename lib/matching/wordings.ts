/**
 * Every wording of a set's claims, packed: one string and a few numbers each, so that 100,000 take their letters and
 * little more, in memory and saved.
 */
import type { Claim } from '../claims/index.ts';

/** A way to say a claim. */
export type Wording = { readonly lang: string; readonly text: string };
/** What the engine needs of a claim: its wordings, in whatever languages. */
export type WordedClaim = { readonly wordings: readonly Wording[] };

/** Proposition and paraphrases, each a way to say it. */
export const wordingsOf = (claim: Pick<Claim, 'text' | 'paraphrases'>): Wording[] => [
  ...Object.entries(claim.text).map(([lang, text]) => ({ lang, text })),
  ...Object.entries(claim.paraphrases).flatMap(([lang, texts]) => texts.map((text) => ({ lang, text }))),
];

/** As it is saved: plain data. Wordings come in the order of their claims. */
export type PackedWordings = {
  readonly letters: string;
  /** Where each wording ends in `letters`. */
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

/** Most languages a set's wordings may be in; the others count as undetermined. */
const MOST_LANGS = 255;

/** Packs claims as they come. */
export class WordingsPacker {
  readonly #texts: string[] = [];
  readonly #places: number[] = [];
  readonly #langs: string[] = ['und'];
  readonly #tongues: number[] = [];
  #claims = 0;

  add({ wordings }: WordedClaim): void {
    for (const { lang, text } of wordings) {
      let tongue = this.#langs.indexOf(lang);
      if (tongue < 0 && this.#langs.length < MOST_LANGS) tongue = this.#langs.push(lang) - 1;
      this.#texts.push(text);
      this.#places.push(this.#claims);
      this.#tongues.push(Math.max(0, tongue));
    }
    this.#claims++;
  }

  done(): Wordings {
    let end = 0;
    return open({
      letters: this.#texts.join(''),
      ends: Uint32Array.from(this.#texts, (text) => {
        end += text.length;
        return end;
      }),
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

function open(packed: PackedWordings): Wordings {
  const { letters, ends, places, langs, tongues } = packed;
  return {
    size: ends.length,
    packed,
    textOf: (wording) => letters.slice(wording === 0 ? 0 : ends[wording - 1], ends[wording] ?? 0),
    langOf: (wording) => langs[tongues[wording] ?? 0] ?? 'und',
    claimOf: (wording) => places[wording] ?? 0,
  };
}

/** Open what was saved; `null` when it is not what `WordingsPacker` made, or was damaged. */
export function openWordings(saved: unknown): Wordings | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { letters, ends, places, langs, tongues } = saved as Record<string, unknown>;
  if (typeof letters !== 'string' || !(ends instanceof Uint32Array) || !(places instanceof Uint32Array)) return null;
  if (!(tongues instanceof Uint8Array) || !Array.isArray(langs)) return null;
  if (!langs.every((lang): lang is string => typeof lang === 'string')) return null;
  if (places.length !== ends.length || tongues.length !== ends.length) return null;
  let last = 0;
  let place = 0;
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] as number;
    const next = places[at] as number;
    if (end < last || next < place) return null;
    last = end;
    place = next;
  }
  return last === letters.length ? open({ letters, ends, places, langs, tongues }) : null;
}
