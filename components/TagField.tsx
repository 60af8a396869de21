import { X } from 'lucide';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';

export type TagFieldProps = {
  readonly tags: readonly string[];
  onChange(tags: readonly string[]): void;
  /** Tags the reader used before that go on from `typed`, the likeliest first; asked while typing. */
  suggest(typed: string): Promise<readonly string[]>;
};

/** As `parseAnnotation` has it. */
const MOST = 50;
const LONGEST = 100;

const clean = (typed: string): string =>
  typed
    .replace(/[\s,#]+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .trim();

/**
 * Tags, each with a button that takes it off, and a field for more with the reader's own tags to choose from: a combobox
 * as ARIA describes it. Enter or a comma adds what is typed or chosen; Backspace in the empty field takes the last off.
 */
export function TagField({ tags, onChange, suggest }: TagFieldProps) {
  const [typed, setTyped] = useState('');
  const [offered, setOffered] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState(-1);
  const [said, setSaid] = useState('');
  const [isRefused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef(0);
  const id = useId();

  const shown = offered.filter((tag) => !tags.includes(tag));
  const isOpen = shown.length > 0;

  function close(): void {
    asked.current += 1;
    setOffered([]);
    setChosen(-1);
  }
  useEffect(() => close, []);

  async function offer(text: string): Promise<void> {
    asked.current += 1;
    const own = asked.current;
    const found = await suggest(clean(text)).catch(() => []);
    // Typing goes on while the answer is on its way.
    if (own !== asked.current) return;
    setOffered(found);
    setChosen(-1);
  }

  function add(text: string): void {
    const tag = clean(text);
    const isNew = tag !== '' && !tags.includes(tag);
    // What there is no room for stays in the field.
    const isFull = isNew && tags.length >= MOST;
    setTyped(isFull ? text : '');
    setRefused(isFull);
    close();
    if (isFull) setSaid(t('passage_tagsFull', { most: MOST }));
    if (!isNew || isFull) return;
    onChange([...tags, tag]);
    setSaid(t('passage_tagAdded', { tag }));
  }

  function remove(tag: string): void {
    onChange(tags.filter((one) => one !== tag));
    setRefused(false);
    setSaid(t('passage_tagRemoved', { tag }));
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const last = tags.at(-1);
    if (event.key === 'Enter' || event.key === ',') {
      add(shown[chosen] ?? typed);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!isOpen) void offer(typed);
      else setChosen((chosen + (event.key === 'ArrowDown' ? 1 : chosen < 0 ? 0 : -1) + shown.length) % shown.length);
    } else if (event.key === 'Escape' && isOpen) {
      close();
    } else if (event.key === 'Backspace' && typed === '' && last !== undefined) {
      remove(last);
    } else return;
    event.preventDefault();
  }

  return (
    <div class="cav-tagfield">
      <Tags tags={tags} onRemove={remove} />
      <input
        ref={field}
        type="text"
        class="cav-tag-input"
        role="combobox"
        aria-label={t('passage_addTag')}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={chosen >= 0 ? `${id}-${chosen}` : undefined}
        autocomplete="off"
        autocapitalize="off"
        maxLength={LONGEST}
        placeholder={t('passage_addTag')}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setRefused(false);
          void offer(event.currentTarget.value);
        }}
        onFocus={() => void offer(typed)}
        onBlur={() => add(typed)}
        onKeyDown={onKeyDown}
      />
      {isOpen && <Offers id={id} shown={shown} chosen={chosen} onPick={add} />}
      <span class={isRefused ? 'cav-quiet cav-failed' : 'cav-hidden'} role="status">
        {said}
      </span>
    </div>
  );
}

function Tags({ tags, onRemove }: { readonly tags: readonly string[]; onRemove(tag: string): void }) {
  if (tags.length === 0) return null;
  return (
    <ul class="cav-tagfield-list" aria-label={t('passage_tags')}>
      {tags.map((tag) => (
        <li key={tag} class="cav-tag">
          <span>{tag}</span>
          <button
            type="button"
            class="cav-tag-remove"
            aria-label={t('passage_removeTag', { tag })}
            onClick={() => onRemove(tag)}
          >
            <Icon of={X} />
          </button>
        </li>
      ))}
    </ul>
  );
}

type OffersProps = {
  /** The field's: it points to the list and to what is chosen in it. */
  readonly id: string;
  readonly shown: readonly string[];
  /** Index of the tag that Enter would add; -1 for none. */
  readonly chosen: number;
  onPick(tag: string): void;
};

function Offers({ id, shown, chosen, onPick }: OffersProps) {
  return (
    <div class="cav-offers" id={`${id}-list`} role="listbox" aria-label={t('passage_suggestions')}>
      {shown.map((tag, index) => (
        <div
          key={tag}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          class="cav-offer"
          // The field keeps the focus, or leaving it would add what is typed.
          onMouseDown={(event) => event.preventDefault()}
          onPointerUp={() => onPick(tag)}
        >
          {tag}
        </div>
      ))}
    </div>
  );
}
