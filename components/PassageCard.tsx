import { useEffect, useState } from 'preact/hooks';
import type { Annotation } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import type { MarkdownBlock } from '../lib/markdown/index.ts';
import { ColorPicker } from './ColorPicker.tsx';
import { type Edge, EdgeButtons } from './EdgeButtons.tsx';
import { Fold } from './Fold.tsx';
import { MarkdownText } from './MarkdownText.tsx';
import type { NoteChange } from './NoteBody.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { Kinds, kindOf, motivationOf } from './NoteKinds.tsx';
import { isKept, type NoteKept, problemLine } from './note-kept.ts';
import { Passage } from './Passage.tsx';
import { TagField } from './TagField.tsx';
import { TakenAway } from './TakenAway.tsx';
import { colorOf, kindName, quoteOf } from './words.ts';

/** A passage the reader marked, as the card shows it. */
export type PassageItem = {
  readonly note: Annotation;
  /** Its words on the page now; null where they cannot be told. */
  readonly now: string | null;
  readonly state: 'exact' | 'approximate';
  /** It was just deleted, and can be brought back. */
  readonly removed?: boolean;
  /** Whether it is kept at all; a new one may not be. */
  readonly kept?: NoteKept;
};

export type PassageActions = {
  /** Keeps a change of a passage's note, its text made from the text `before`. */
  onChange(id: string, change: NoteChange, before?: string): Promise<NoteKept>;
  onRemove(id: string): Promise<boolean>;
  onRestore(id: string): Promise<boolean>;
  /** Moves an edge by a word; answers with the words now, or null where it cannot go. */
  onMoveEdge(id: string, edge: Edge, direction: 1 | -1): Promise<string | null>;
  /** The reader wants to move the edges, or no longer: there may be handles in the page. */
  onEdges?(id: string, open: boolean): void;
  suggestTags(typed: string): Promise<readonly string[]>;
  /** Reads Markdown, once whatever reads it is there; null before, and for text without any. */
  readonly readMarkdown?: (text: string) => readonly MarkdownBlock[] | null;
};

/** The reader's own passage: its words, colour, note and tags, each kept as it changes. Stands in a `CardFrame`. */
export function PassageCard({ item, actions }: { readonly item: PassageItem; readonly actions: PassageActions }) {
  const { note } = item;
  const [problem, setProblem] = useState<string | null>(null);
  const kind = kindOf(note);
  const marked = quoteOf(note) ?? '';
  const words = item.now ?? marked;
  const color = colorOf(note) ?? 'yellow';

  async function change(what: NoteChange): Promise<void> {
    const kept = await actions.onChange(note.id, what).catch(() => false as const);
    setProblem(isKept(kept) ? null : problemLine(kept));
  }

  // Stepping on takes the handles off the page.
  useEffect(() => () => actions.onEdges?.(note.id, false), []);

  if (item.removed) {
    return (
      <TakenAway
        class="cav-section cav-passage-removed"
        said={t('passage_deleted')}
        problem={t('passage_failed')}
        onUndo={() => actions.onRestore(note.id)}
      />
    );
  }
  const { readMarkdown } = actions;
  return (
    <>
      <div class="cav-passage-words">
        <Passage quote={words} color={color} lang={note.target?.language} approximate={item.state === 'approximate'} />
      </div>
      {item.state === 'approximate' && (
        <div class="cav-section cav-passage-was">
          <p class="cav-quiet">{t('passage_approximate')}</p>
          {words !== marked && (
            <p class="cav-quiet">
              {t('passage_marked')}: <q lang={note.target?.language}>{marked}</q>
            </p>
          )}
        </div>
      )}
      <ColorPicker color={color} onPick={(picked) => void change({ color: picked })} />

      <div class="cav-card-part">
        <NoteEditor
          subject={note.id}
          stored={note.text}
          label={words}
          name={kindName(kind)}
          head={<Kinds kind={kind} onPick={(picked) => void change({ motivation: motivationOf(picked, note.text) })} />}
          placeholder={t(kind === 'questioning' ? 'passage_question' : 'passage_placeholder')}
          mayBeEmpty
          preview={(text) => {
            const blocks = readMarkdown?.(text) ?? null;
            return blocks && <MarkdownText blocks={blocks} />;
          }}
          onSave={(text, before) => actions.onChange(note.id, { text, motivation: motivationOf(kind, text) }, before)}
        />
        <TagField tags={note.tags} onChange={(tags) => void change({ tags })} suggest={actions.suggestTags} />
      </div>

      <div class="cav-card-part">
        <Fold title={t('passage_edges')} onToggle={(open) => actions.onEdges?.(note.id, open)}>
          <EdgeButtons onMove={(edge, direction) => actions.onMoveEdge(note.id, edge, direction)} />
        </Fold>
        <div class="cav-card-foot">
          <p class="cav-quiet cav-failed" role="status">
            {problem ?? (item.kept === undefined || isKept(item.kept) ? null : problemLine(item.kept))}
          </p>
          <button
            type="button"
            class="cav-link"
            onClick={() =>
              void actions
                .onRemove(note.id)
                .catch(() => false)
                .then((done) => setProblem(done ? null : t('passage_failed')))
            }
          >
            {t('passage_delete')}
          </button>
        </div>
      </div>
    </>
  );
}
