import { Search } from 'lucide';
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';

type SearchFieldProps = {
  readonly label: string;
  readonly words: string;
  /** For who leads the reader back to it. */
  readonly field: RefObject<HTMLInputElement | null>;
  onWords(words: string): void;
};

/** Where words are typed that a list is searched for. */
export function SearchField({ label, words, field, onWords }: SearchFieldProps) {
  const id = useId();
  return (
    <div class="cav-search">
      <label class="cav-hidden" for={id}>
        {label}
      </label>
      <Icon of={Search} />
      <input
        ref={field}
        id={id}
        type="search"
        value={words}
        placeholder={label}
        onInput={(event) => onWords(event.currentTarget.value)}
      />
    </div>
  );
}
