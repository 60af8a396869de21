import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { passFocusTo } from '../../components/focus.ts';

type OpenerProps = { readonly label: string; readonly isOpen: boolean; onOpen(): void };

/** For what has the focus again when something that stood open went with it. */
export function useFocusBack<Place extends HTMLElement>(isOpen: boolean): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) passFocusTo(place.current);
    wasOpen.current = isOpen;
  }, [isOpen]);
  return place;
}

/** Opens where a file comes in, and has the focus again when that goes with it. */
export function Opener({ label, isOpen, onOpen }: OpenerProps) {
  const button = useFocusBack<HTMLButtonElement>(isOpen);
  return (
    <button ref={button} type="button" class="cav-link" aria-expanded={isOpen} onClick={onOpen}>
      {label}
    </button>
  );
}
