/** Work that pauses: a generator that yields within some 10 ms, to be run on until it is done. */
export type Slices<T> = Generator<void, T, void>;

/** Run work to its end without pausing. */
export function drain<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
