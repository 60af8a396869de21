import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { passFocusTo } from '../../components/focus.ts';

type FileFieldProps = {
  readonly label: string;
  /** Endings and media types, as `input` takes them. */
  readonly accept: string;
  readonly disabled: boolean;
  onFile(file: File): void;
};

/** Where a file is chosen: the browser's dialog opens with it, and gives the focus back to it when it is closed. */
export function FileField({ label, accept, disabled, onFile }: FileFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    // Nothing happens where nobody has just pressed something.
    input.current?.click();
  }, []);
  // A field that is disabled loses it: it comes back once what was picked is read.
  useEffect(() => {
    if (!disabled) passFocusTo(input.current, { preventScroll: true });
  }, [disabled]);
  return (
    <p>
      <label class="cav-quiet" for={id}>
        {label}
      </label>{' '}
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
          // The same file can be picked again, once it was mended.
          currentTarget.value = '';
        }}
      />
    </p>
  );
}

/** What a file turned out to be; it has the focus of a reader who waited for it. */
export function FileHeading({ children }: { readonly children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Whoever writes or reads elsewhere by now stays there.
    const isWaiting = document.activeElement?.matches('body, input[type=file]');
    if (isWaiting) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}
