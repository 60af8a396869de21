/** What is done with notes, over their table. Rows are believed only once they are parsed. */
import type { Dexie } from 'dexie';
import { type Annotation, completeTags, MAX_NOTE, pageKeys, parseAnnotation } from '../annotation/index.ts';
import { err, type Result } from '../result.ts';
import { mergeEdit } from './edit-note.ts';
import type { Guarded } from './open.ts';
import type { NoteProblem } from './problem.ts';
import type { Tables } from './schema.ts';
import type { BackgroundDatabase } from './types.ts';

/** What could not be read again is not stored: nobody would ever see it. */
export async function storing<T>(
  note: Annotation,
  attempt: Guarded['attempt'],
  work: () => PromiseLike<T>,
): Promise<Result<T, NoteProblem>> {
  const { length } = note.text;
  if (length > MAX_NOTE) return err({ kind: 'too-long', detail: `${length} of ${MAX_NOTE} characters` });
  const parsed = parseAnnotation(note);
  return parsed.ok ? attempt(work) : err({ kind: 'failed', detail: JSON.stringify(parsed.error) });
}

/** What the background does of `Notes`. */
export function notesIn(dexie: Dexie & Tables, attempt: Guarded['attempt']): BackgroundDatabase['notes'] {
  return {
    edit: (note, from) =>
      storing(note, attempt, () =>
        dexie.transaction('rw', dexie.notes, async () => {
          const [stored] = readable([await dexie.notes.get(note.id)]);
          if (!stored) {
            await dexie.notes.put(note);
            return { note, other: null, isNew: true };
          }
          const edited = mergeEdit(stored, note, { ...from, otherId: `urn:uuid:${crypto.randomUUID()}` });
          if (edited.isNew) await dexie.notes.put(edited.note);
          if (edited.other) await dexie.notes.put(edited.other);
          return edited;
        }),
      ),
    remove: (id) =>
      attempt(() =>
        dexie.transaction('rw', dexie.notes, async () => {
          const [note] = readable([await dexie.notes.get(id)]);
          await dexie.notes.delete(id);
          return note ?? null;
        }),
      ),
    byId: (id) => attempt(async () => readable([await dexie.notes.get(id)])[0] ?? null),
    onPage: (page) =>
      attempt(async () => inOrder(await dexie.notes.where('target.source').anyOf(pageKeys(page)).toArray())),
    onClaims: (claims) => attempt(async () => inOrder(await dexie.notes.where('claim').anyOf(claims).toArray())),
    tags: (typed, most) =>
      attempt(async () =>
        tagsOf(await dexie.notes.orderBy('modified').reverse().limit(NOTES_WITH_TAGS).toArray(), typed, most),
      ),
  };
}

/** Notes, the oldest first. */
export const inOrder = (rows: readonly unknown[]): readonly Annotation[] =>
  readable(rows).sort((a, b) => compare(a.created, b.created) || compare(a.id, b.id));

/** In place: the one changed last first. */
export const latestFirst = (notes: Annotation[]): Annotation[] =>
  notes.sort((a, b) => compare(b.modified, a.modified) || compare(b.id, a.id));

/** Notes looked at for tags: enough to know a reader's habits, few enough to answer while somebody types. */
const NOTES_WITH_TAGS = 2_000;

function tagsOf(rows: readonly unknown[], typed: string, most: number): readonly string[] {
  const uses = new Map<string, number>();
  for (const row of rows) {
    // Parsing thousands of notes would take longer than typing does; only what is a tag counts.
    const tags = typeof row === 'object' && row !== null && 'tags' in row && Array.isArray(row.tags) ? row.tags : [];
    for (const tag of tags) if (typeof tag === 'string') uses.set(tag, (uses.get(tag) ?? 0) + 1);
  }
  return completeTags(uses, typed, most);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows that are annotations. What is not stays stored untouched, for a later version that can read it. */
export function readable(rows: readonly unknown[]): Annotation[] {
  return rows.flatMap((row) => {
    const parsed = parseAnnotation(row);
    return parsed.ok ? [parsed.value] : [];
  });
}
