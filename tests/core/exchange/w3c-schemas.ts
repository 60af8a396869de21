/** The W3C's own must-schemas, run over a document: every schema of a list whose result is not the expected one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ajv as AjvClass, ValidateFunction } from 'ajv';
import Draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';

const root = fileURLToPath(new URL('../../fixtures/w3c-web-annotation', import.meta.url));

const lists = {
  annotation: 'annotations/annotationMusts.test',
  collection: 'collections/collectionMusts.test',
  page: 'collections/pages/pageMusts.test',
} as const;

type Schema = { readonly id: string; readonly expectedResult: 'valid' | 'invalid' };
type Check = { readonly path: string; readonly expected: boolean; readonly validate: ValidateFunction };

const read = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;

function compile(list: string): Check[] {
  // Both packages are CommonJS whose default export is, to Node's loader, a property of the default.
  const Ajv = ('default' in Draft04 ? Draft04.default : Draft04) as unknown as new (options: object) => AjvClass;
  const addFormats = ('default' in formats ? formats.default : formats) as unknown as (ajv: AjvClass) => void;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  for (const name of readdirSync(join(root, 'definitions')).sort()) ajv.addSchema(read<Schema>(`definitions/${name}`));
  return read<{ assertions: string[] }>(list).assertions.map((path) => {
    const schema = read<Schema>(path);
    return { path, expected: schema.expectedResult === 'valid', validate: ajv.compile(schema) };
  });
}

const checks = {
  annotation: compile(lists.annotation),
  collection: compile(lists.collection),
  page: compile(lists.page),
};

/** How many schemas each list has: the tests say that none was lost. */
export const schemaCounts = {
  annotation: checks.annotation.length,
  collection: checks.collection.length,
  page: checks.page.length,
};

/** What the schemas of a list hold against `document`; empty when it satisfies all. */
export function schemaProblems(list: keyof typeof lists, document: unknown): string[] {
  return checks[list]
    .filter(({ validate, expected }) => validate(document) !== expected)
    .map(({ path, validate }) => `${path}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
}
