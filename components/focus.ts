/** Gives the focus on where what had it is gone. A reader who is somewhere else stays there. */
export function passFocusTo(next: HTMLElement | null | undefined, options?: FocusOptions): void {
  if (document.activeElement === document.body) next?.focus(options);
}
