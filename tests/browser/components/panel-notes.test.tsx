/** The reader's notes beside a page as the panel holds them, over a real database. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NoteBody } from '../../../components/NoteBody.tsx';
import { useNotes } from '../../../entrypoints/sidepanel/notes.ts';
import type { ClaimKey } from '../../../lib/claims/index.ts';
import { type Database, openDatabase } from '../../../lib/db/index.ts';
import { aNote } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';

vi.mock('../../../lib/extension/index.ts', () => ({ announceNotesChanged: async () => {} }));

type Beside = { readonly db: Database; readonly address: string | null; readonly claims: readonly ClaimKey[] };

function Notes({ db, address, claims }: Beside) {
  const { all, problem, keep, remove } = useNotes(db, 1, address, claims);
  return (
    <>
      {problem && <p>{problem}</p>}
      {all.map((note) => (
        <NoteBody
          key={note.id}
          note={note}
          label={note.id}
          onChange={keep}
          onRemove={remove}
          suggestTags={async () => []}
        />
      ))}
    </>
  );
}

const { claim, ...onPage } = aNote({ id: 'urn:uuid:00000000-0000-4000-8000-000000000001', text: 'Begun.' });
const here = onPage.target?.source ?? '';
const field = () => page.getByRole('textbox', { name: /^Note/ });

beforeEach(() => speakOf('en'));

describe('the notes beside a page', () => {
  async function beside(fields: Partial<Beside> = {}) {
    const db = openDatabase(`beside-${crypto.randomUUID()}`);
    onTestFinished(() => db.close());
    await db.notes.save(onPage);
    const props: Beside = { db, address: here, claims: [], ...fields };
    return { props, place: show(<Notes {...props} />) };
  }

  test('keep the field that is typed in, and its focus, when the page states one claim more', async () => {
    const { props, place } = await beside();
    await userEvent.click(page.getByRole('button', { name: /^Edit/ }));
    await expect.element(field()).toHaveFocus();
    const element = field().element();
    await userEvent.keyboard('Half ');
    await props.db.notes.save(aNote({ id: 'urn:uuid:00000000-0000-4000-8000-000000000002', text: 'On the claim.' }));
    show(<Notes {...props} address={here} claims={[claim as ClaimKey]} />, place);
    await userEvent.keyboard('a word');
    await expect.element(page.getByText('On the claim.')).toBeVisible();
    expect(document.activeElement).toBe(element);
    expect(element).toHaveValue('Begun.Half a word');
  });

  test('stay, with a word on why, when the database can no longer be read', async () => {
    const { props, place } = await beside();
    await expect.element(page.getByText('Begun.')).toBeVisible();
    vi.spyOn(props.db.notes, 'watchPage').mockImplementation((_page, _claims, heard) =>
      heard({ ok: false, error: { kind: 'closed', detail: '' } }),
    );
    show(<Notes {...props} claims={[claim as ClaimKey]} />, place);
    await expect.element(page.getByText('closed')).toBeVisible();
    await expect.element(page.getByText('Begun.')).toBeVisible();
    // Where there is no page to have notes on, nothing is missing.
    show(<Notes {...props} address={null} />, place);
    await expect.element(page.getByText('closed')).not.toBeInTheDocument();
  });

  test('of another page go at once', async () => {
    const { props, place } = await beside();
    await expect.element(page.getByText('Begun.')).toBeVisible();
    vi.spyOn(props.db.notes, 'watchPage').mockImplementation(() => {});
    show(<Notes {...props} address="https://other.example/" />, place);
    await expect.element(page.getByText('Begun.')).not.toBeInTheDocument();
  });
});
