import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClaimSet } from '../../../lib/claims/index.ts';

const seedText = readFileSync(new URL('../../../lib/claims/data/mexico-mission.json', import.meta.url), 'utf8');

type Path = (string | number)[];

/** Paths of everything inside `value`. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** A shortened seed set: thirty claims would only make every run thirty times as long. */
function shortSeed(): { claims: { qualifiedBy: string[] }[] } {
  const set = JSON.parse(seedText);
  set.claims = set.claims.slice(0, 4).map((claim: object) => ({ ...claim, qualifiedBy: ['planning-begun'] }));
  set.claims[0].qualifiedBy = [];
  return set;
}

const seedPaths = pathsOf(shortSeed()).filter((path) => path.length > 0);

function setAt(root: unknown, path: Path, value: unknown, remove: boolean): void {
  // The path was read off the same tree.
  let node = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) node = node[key] as Record<string | number, unknown>;
  const last = path[path.length - 1] as string;
  if (!remove) node[last] = value;
  else if (Array.isArray(node)) node.splice(Number(last), 1);
  else delete node[last];
}

function checkShape(result: ReturnType<typeof parseClaimSet>): void {
  if (result.ok) return;
  expect(result.error.length).toBeGreaterThan(0);
  expect(result.error.length).toBeLessThanOrEqual(100);
  for (const { place, message } of result.error) {
    expect(place).not.toBe('');
    expect(message).not.toBe('');
    expect(message.length).toBeLessThan(400);
  }
}

describe('parseClaimSet, whatever comes in', () => {
  it('answers any JSON with a result', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => checkShape(parseClaimSet(value))),
      { numRuns: 400 },
    );
  });

  it('answers any value of the language with a result', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    });
    fc.assert(
      fc.property(anything, fc.boolean(), (value, inside) =>
        checkShape(parseClaimSet(inside ? { claims: value, languages: value, title: value } : value)),
      ),
      { numRuns: 400 },
    );
  });

  it('answers a seed set with one place changed or removed, and names that place or one around or inside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seedPaths), fc.jsonValue(), fc.boolean(), (path, value, remove) => {
        const set = shortSeed();
        setAt(set, path, value, remove);
        const result = parseClaimSet(set);
        checkShape(result);
        if (result.ok) return;
        const claim = path[0] === 'claims' && typeof path[1] === 'number' ? `claims[${path[1]}]` : String(path[0]);
        // Another declared language is missed in every text; an id is missed by the claims that refer to it.
        const elsewhere =
          path[0] === 'languages'
            ? /^(title|description|claims\[\d+\]\.(text|record))/
            : /^claims\[\d+\]\.(id|qualifiedBy)/;
        for (const { place } of result.error) {
          expect(place.startsWith(claim) || elsewhere.test(place), `${place} for ${claim}`).toBe(true);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('gives a parsed set back unchanged when it is written out and read again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...seedPaths), fc.jsonValue(), (path, value) => {
        const set = shortSeed();
        setAt(set, path, value, false);
        const first = parseClaimSet(set);
        if (first.ok) expect(parseClaimSet(JSON.parse(JSON.stringify(first.value)))).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
