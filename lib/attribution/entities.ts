/**
 * Names a claim identifies itself by (unit, agency, statute, month, sea, border, speaker) and the other names that can
 * stand in the same place. The rivals of a role are general knowledge, not part of any claim.
 */
import type { Claim } from '../claims/index.ts';
import { perClaim } from './per-claim.ts';
import type { Reading } from './reading.ts';
import { fold, tokenize } from './tokens.ts';

const split = (text: string): string[] => text.split('|').map((name) => name.trim());

const MONTHS = split(
  'january|february|march|april|may|june|july|august|september|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre',
);

/** For a role of the claim sets, names of the same sort in English and Spanish, folded. */
const RIVALS: Readonly<Record<string, readonly string[]>> = {
  'military-unit': split(
    `northern command|southern command|cyber command|comando norte|comando sur|mando norte|mando sur|82nd airborne|airborne|airborne division|aerotransportada|paratroopers|paracaidistas|10th mountain|mountain division|green berets|boinas verdes|special forces group|grupo de fuerzas especiales|75th ranger|ranger regiment|rangers|marines|marine corps|marine raiders|national guard|infantry|infanteria|infanteria de marina|conventional units|101st|northcom|southcom|special forces command|naval special warfare|cuerpo de marines|regiment|regimiento|brigade|brigada|battalion|batallon|green beret`,
  ),
  agency: split(
    `dea|drug enforcement administration|drug enforcement agency|administracion de control de drogas|fbi|federal bureau of investigation|nsa|national security agency|homeland security|seguridad nacional|customs and border protection|ice|atf|defense intelligence agency|border patrol|patrulla fronteriza|us marshals|marshals|pentagon|pentagono|air force|fuerza aerea|coast guard|guardia costera|dhs|cbp|dia`,
  ),
  month: MONTHS,
  sea: split(
    `mediterranean|mediterraneo|red sea|mar rojo|black sea|mar negro|atlantic|atlantico|gulf of mexico|golfo de mexico|persian gulf|golfo persico|colombia|ecuador|cuba|honduras|haiti|gulf of california|golfo de california|baltic|baltico|indian ocean|oceano indico|colombian|colombiana|colombianas`,
  ),
  border: split(
    `guatemala|guatemalan|guatemalteca|southern border|frontera sur|belize|belice|suchiate|tapachula|chiapas|southern frontier|tecun uman`,
  ),
  statute: [],
};

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
