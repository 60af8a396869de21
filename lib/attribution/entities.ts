/**
 * Names a claim identifies itself by (unit, agency, statute, month, sea, border, speaker) and the other names that can
 * stand in the same place. The rivals of a role are general knowledge, not part of any claim.
 */
import type { Claim } from '../claims/index.ts';
import { RIVALS } from './data/rivals.ts';
import { perClaim } from './per-claim.ts';
import type { Reading } from './reading.ts';
import { fold, tokenize } from './tokens.ts';

export type EntityFinding = {
  readonly role: string;
  /** Where one of the claim's own names stands. */
  readonly own: readonly { readonly from: number; readonly to: number }[];
  /** Where another name of the same sort stands. */
  readonly rivals: readonly { readonly from: number; readonly to: number }[];
  /** The record's name in the page's language. */
  readonly record: string;
};

const wordsOf = (name: string): string[] => tokenize(name).map((token) => token.word);

function find(reading: Reading, names: readonly string[][]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  const { tokens } = reading;
  for (let at = 0; at < tokens.length; at++) {
    let longest = 0;
    for (const name of names) {
      if (name.length > longest && name.every((part, offset) => tokens[at + offset]?.word === part))
        longest = name.length;
    }
    if (longest > 0) {
      found.push({ from: at, to: at + longest });
      at += longest - 1;
    }
  }
  return found;
}

type Prepared = {
  readonly role: string;
  readonly own: string[][];
  readonly rivals: string[][];
  readonly record: string;
};

const prepare = perClaim((claim, language): readonly Prepared[] =>
  claim.entities.flatMap(({ role, names }) => {
    const rivals = RIVALS[role];
    if (rivals === undefined && role !== 'statute' && role !== 'speaker') return [];
    const all = Object.values(names).flat();
    const own = all.map(wordsOf);
    const ownKeys = new Set(all.map((name) => fold(name)));
    const record = (names[language] ?? names['en'] ?? all)[0] ?? '';
    return [{ role, own, rivals: (rivals ?? []).filter((name) => !ownKeys.has(name)).map(wordsOf), record }];
  }),
);

/** For each role of the claim that can be exchanged: its own names and their rivals, as they stand in the sentence. */
export function entitiesIn(claim: Claim, reading: Reading): EntityFinding[] {
  return prepare(claim, reading.language).map(({ role, own, rivals, record }) => {
    const ownFound = find(reading, own);
    let others = find(reading, rivals);
    // "took office in October 2024": a month with its year dates something else.
    if (role === 'month')
      others = others.filter(({ to }) => !/^(?:1[89]|20)\d\d$/.test(reading.tokens[to]?.word ?? ''));
    // "may" and "march" are months only with a capital.
    if (role === 'month' && reading.language === 'en')
      others = others.filter(({ from }) => reading.tokens[from]?.capital);
    if (role === 'statute')
      others = statutes(reading).filter((span) => !ownFound.some((one) => one.from === span.from));
    return { role, own: ownFound, rivals: others, record };
  });
}

/** "Title 10", "Título 10": a title of a code by number. */
function statutes(reading: Reading): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  reading.tokens.forEach((token, at) => {
    const next = reading.tokens[at + 1];
    if (
      /^(title|titulo)$/.test(token.word) &&
      next &&
      (next.kind === 'number' || /^(ten|diez|fifty|cincuenta|thirty-two|l|x)$/.test(next.word))
    ) {
      found.push({ from: at, to: at + 2 });
    }
  });
  return found;
}
