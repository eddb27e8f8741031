/** Fuller tables are searched for longer; emptier ones take memory: 11 bytes a number. */
const LOAD = 0.75;

/**
 * Numbers of 64 bits that were seen, in flat memory: twenty million in 220 MB, where a Set would take two
 * gigabytes. Open addressing with linear probing. Zero is no number.
 */
export class NumberSet {
  readonly #slots: Uint32Array;
  readonly #capacity: number;
  #size = 0;

  /** @param most how many numbers may come */
  constructor(most: number) {
    this.#capacity = Math.ceil(most / LOAD) + 8;
    this.#slots = new Uint32Array(2 * this.#capacity);
  }

  /** @returns false when the number was here already. @throws RangeError when more come than were announced. */
  add(high: number, low: number): boolean {
    const slots = this.#slots;
    for (let at = this.#home(high, low); ; at = at + 1 === this.#capacity ? 0 : at + 1) {
      const [slotHigh, slotLow] = [slots[2 * at], slots[2 * at + 1]];
      if (slotHigh === high && slotLow === low) return false;
      if (slotHigh === 0 && slotLow === 0) {
        this.#put(at, high, low);
        return true;
      }
    }
  }

  #put(at: number, high: number, low: number): void {
    this.#size += 1;
    if (this.#size >= this.#capacity) throw new RangeError('more numbers than were announced');
    this.#slots[2 * at] = high;
    this.#slots[2 * at + 1] = low;
  }

  /** Mixed by the finalizer of MurmurHash3, then scaled to the table. */
  #home(high: number, low: number): number {
    let hash = low ^ Math.imul(high, 0x9e37_79b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
    return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * this.#capacity);
  }
}
