/** What somebody is given to write a claim set from: the file the library saves, and the README. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { localized, parseClaimSet } from '../../../lib/claims/index.ts';
import {
  ClaimSchema,
  ClaimSetSchema,
  DenialSchema,
  FigureSchema,
  SourceSchema,
  SourcingRecordSchema,
} from '../../../lib/claims/schema.ts';
import { exampleClaimSet } from '../../../lib/exchange/index.ts';
import { gradeSources } from '../../../lib/sourcing/index.ts';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const part = readme.slice(readme.indexOf('## Write a claim set'), readme.indexOf('## Privacy'));
const minimal = /```json\n(.*?)```/s.exec(part)?.[1] ?? '';

const parsed = (text: string) => {
  const set = parseClaimSet(JSON.parse(text));
  if (!set.ok) throw new Error(JSON.stringify(set.error));
  return set.value;
};

/** Every name of the format. */
const fields = new Set(
  [
    ClaimSetSchema,
    ClaimSchema,
    SourcingRecordSchema.pipe[0],
    FigureSchema,
    DenialSchema,
    ...SourceSchema.options,
  ].flatMap(({ entries }) => Object.keys(entries)),
);

describe.each([
  ['the file the library saves', exampleClaimSet().text],
  ['the set in the README', minimal],
])('%s', (_, text) => {
  test('can be added as it is', () => {
    expect(parsed(text).format).toBe('caveat-claim-set/1');
  });

  test('has records that a level follows from', () => {
    for (const { id, record } of parsed(text).claims) expect(gradeSources(record).level, id).toBeTypeOf('number');
  });
});

test('the file the library saves has every field of the format, for readers of both languages', () => {
  const set = parsed(exampleClaimSet().text);
  for (const locale of ['en', 'es']) expect(localized(set.title, locale).locale).toBe(locale);
  const used = new Set([...exampleClaimSet().text.matchAll(/"([a-zA-Z]+)":/g)].map(([, name]) => name));
  expect([...fields].filter((name) => !used.has(name))).toEqual([]);
});

test('the README names every field of the format', () => {
  expect(fields.size).toBeGreaterThan(30);
  const table = part.slice(part.indexOf('| Field |'));
  expect([...fields].filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});
