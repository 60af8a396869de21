/** What a reader met so far, summarised: by claim, by outlet, and by the figures that changed. */
import type { ClaimKey } from '../claims/index.ts';
import { type Outlet, outletAt, outletsNamed, sameOutlet } from '../sourcing/index.ts';
import type { Encounter, EncounterWording } from './types.ts';

/** One wording on one page, in time. */
export type Sighting = EncounterWording & Pick<Encounter, 'claim' | 'page' | 'title' | 'outlet' | 'language'>;

export type ClaimHistory = {
  readonly claim: ClaimKey;
  /** Every wording met, oldest first. */
  readonly sightings: readonly Sighting[];
  /** Outlets it was met at, in the order they were met. */
  readonly outlets: readonly string[];
  readonly figures: readonly FigureStep[];
  /** The one outlet that all sightings lead to, if they stand at two outlets or more. */
  readonly oneOrigin: string | null;
};

/** A figure as it was put, from `at` on. The first step is the record's where no page put it so before. */
export type FigureStep = { readonly said: string; readonly at: string | null; readonly outlet: string | null };

/** The history of each claim met, the one met last first. */
export function claimHistories(encounters: readonly Encounter[]): readonly ClaimHistory[] {
  const lastMet = new Map<ClaimKey, string>();
  for (const { claim, last } of encounters) if (last > (lastMet.get(claim) ?? '')) lastMet.set(claim, last);
  return [...lastMet]
    .sort(([a, lastA], [b, lastB]) => compare(lastB, lastA) || compare(a, b))
    .map(([claim]) => claimHistory(claim, encounters));
}

/** What was met of one claim. Encounters of other claims are left aside. */
export function claimHistory(claim: ClaimKey, encounters: readonly Encounter[]): ClaimHistory {
  const own = encounters.filter((encounter) => encounter.claim === claim);
  const sightings = own
    .flatMap(({ wordings, page, title, outlet, language }) =>
      wordings.map((wording): Sighting => ({ ...wording, claim, page, title, outlet, language })),
    )
    .sort((a, b) => compare(a.at, b.at) || compare(a.page, b.page));
  return {
    claim,
    sightings,
    outlets: [...new Set(sightings.map(({ outlet }) => outlet))],
    figures: figureSteps(sightings),
    oneOrigin: oneOriginOf(own),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The figure's changes in time; empty unless it changed at all, seen from the record. */
function figureSteps(sightings: readonly Sighting[]): FigureStep[] {
  const steps: FigureStep[] = [];
  for (const { figure, at, outlet } of sightings) {
    if (!figure) continue;
    if (steps.length === 0 && figure.said !== figure.record && figure.record !== '') {
      steps.push({ said: figure.record, at: null, outlet: null });
    }
    if (steps.at(-1)?.said !== figure.said) steps.push({ said: figure.said, at, outlet });
  }
  return steps.length > 1 ? steps : [];
}

/** A page that credits nobody else is an origin of its own. */
function oneOriginOf(encounters: readonly Encounter[]): string | null {
  const origins = encounters.flatMap(({ outlet, wordings }): Outlet[] => {
    const credits = wordings.at(-1)?.credits;
    const own = outletAt(`https://${outlet}/`);
    if (credits !== undefined) return [outletsNamed(credits)[0] ?? { key: credits.toLowerCase(), name: credits }];
    return own ? [own] : [];
  });
  const [first] = origins;
  if (!first || new Set(encounters.map(({ outlet }) => outlet)).size < 2) return null;
  if (!origins.every((origin) => sameOutlet(origin, first))) return null;
  // A name reads better than a host name.
  return origins.find(({ name }) => !name.includes('.'))?.name ?? first.name;
}

/** What an outlet was last met saying of a claim. */
export type MatrixCell = Pick<EncounterWording, 'drift' | 'attribution' | 'comparison' | 'at'> & {
  /** Pages of the outlet that state the claim. */
  readonly pages: number;
};
export type Matrix = {
  /** Host names, the one with most claims first. */
  readonly outlets: readonly string[];
  /** A row a claim, the one at most outlets first; its cells stand in the order of `outlets`. */
  readonly rows: readonly { readonly claim: ClaimKey; readonly cells: readonly (MatrixCell | null)[] }[];
};

/** Outlets by claims. */
export function outletMatrix(encounters: readonly Encounter[]): Matrix {
  const cells = new Map<ClaimKey, Map<string, MatrixCell>>();
  for (const { claim, outlet, wordings } of encounters) {
    const latest = wordings.at(-1);
    if (!latest) continue;
    const row = cells.get(claim) ?? new Map<string, MatrixCell>();
    cells.set(claim, row);
    const known = row.get(outlet);
    const { drift, attribution, comparison, at } = known && known.at > latest.at ? known : latest;
    row.set(outlet, { drift, attribution, comparison, at, pages: (known?.pages ?? 0) + 1 });
  }
  const weight = new Map<string, number>();
  for (const row of cells.values()) for (const outlet of row.keys()) weight.set(outlet, (weight.get(outlet) ?? 0) + 1);
  const outlets = [...weight.keys()].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || compare(a, b));
  const rows = [...cells]
    .sort(([a, rowA], [b, rowB]) => rowB.size - rowA.size || compare(a, b))
    .map(([claim, row]) => ({ claim, cells: outlets.map((outlet) => row.get(outlet) ?? null) }));
  return { outlets, rows };
}
