/** Features found in a sentence, each once. */

/** Numbers of features and their values; the first `narrow` are of the kinds the small network reads as well. */
export type FeatureVector = { readonly ids: Uint32Array; readonly values: Float32Array; readonly narrow: number };

/** Number of a feature that counts for nothing. */
export const UNKNOWN = -1;

/** The most features a sentence may have, and slots for as many and for most sentences'. */
const MOST = 4_000;
const ENOUGH_SLOTS = 8_192;
const FEW_SLOTS = 1_024;
const FREE = 0xffffffff;

/** Collects the features of one sentence after another: the narrow ones first. */
export class FeatureSet {
  readonly #ids = new Uint32Array(MOST);
  readonly #values = new Float32Array(MOST);
  /** Open addressing. Few slots are used at first, so that they stay in fast memory. */
  readonly #keys = new Uint32Array(ENOUGH_SLOTS).fill(FREE);
  #mask = FEW_SLOTS - 1;
  #size = 0;
  #narrow = 0;

  /** The slot of a feature, or that where it belongs. */
  #slotOf(key: number): number {
    let slot = key & this.#mask;
    for (let there = this.#keys[slot]; there !== FREE && there !== key; there = this.#keys[slot]) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #useAllSlots(): void {
    this.#keys.fill(FREE, 0, FEW_SLOTS);
    this.#mask = ENOUGH_SLOTS - 1;
    for (const known of this.#ids.subarray(0, this.#size)) this.#keys[this.#slotOf(known)] = known;
  }

  /** Nothing happens when it is unknown or there already, or there are too many. */
  add(id: number, value: number): void {
    if (id === UNKNOWN || this.#size >= MOST) return;
    if (2 * this.#size > FEW_SLOTS && this.#mask === FEW_SLOTS - 1) this.#useAllSlots();
    const slot = this.#slotOf(id);
    if (this.#keys[slot] === id) return;
    this.#keys[slot] = id;
    this.#ids[this.#size] = id;
    this.#values[this.#size++] = value;
  }

  /** The same for one that cannot be there yet, nor come again. */
  addNew(id: number, value: number): void {
    if (id === UNKNOWN || this.#size >= MOST) return;
    this.#ids[this.#size] = id;
    this.#values[this.#size++] = value;
  }

  /** What comes from here on is of the wide kinds. */
  endNarrow(): void {
    this.#narrow = this.#size;
  }

  /** The features, in memory that the next sentence's are written into. */
  done(): FeatureVector {
    const vector = {
      ids: this.#ids.subarray(0, this.#size),
      values: this.#values.subarray(0, this.#size),
      narrow: this.#narrow,
    };
    this.#keys.fill(FREE, 0, this.#mask + 1);
    this.#mask = FEW_SLOTS - 1;
    this.#size = 0;
    this.#narrow = 0;
    return vector;
  }
}
