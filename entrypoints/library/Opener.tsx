import { useEffect, useRef } from 'preact/hooks';

type OpenerProps = { readonly label: string; readonly isOpen: boolean; onOpen(): void };

/** Opens where a file comes in, and has the focus again when that goes with it. */
export function Opener({ label, isOpen, onOpen }: OpenerProps) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <button ref={button} type="button" class="cav-link" aria-expanded={isOpen} onClick={onOpen}>
      {label}
    </button>
  );
}
