import { useEffect, useId, useRef } from 'preact/hooks';

type FileFieldProps = {
  readonly label: string;
  /** Endings and media types, as `input` takes them. */
  readonly accept: string;
  readonly disabled: boolean;
  onFile(file: File): void;
};

/** Where a file is picked; it has the focus when it comes. */
export function FileField({ label, accept, disabled, onFile }: FileFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
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
