import type { SeededRandom } from '../seeded-random.ts';

/**
 * Takes exactly so many of a known number of items that pass by, each as likely as the others (selection
 * sampling, Knuth volume 2, 3.4.2, algorithm S).
 */
export class SteadySample {
  #needed: number;
  #left: number;

  constructor(needed: number, total: number) {
    this.#needed = needed;
    this.#left = total;
  }

  /** Whether the next item is taken. */
  takes(random: SeededRandom): boolean {
    const isTaken = random.next() * this.#left < this.#needed;
    this.#left -= 1;
    if (isTaken) this.#needed -= 1;
    return isTaken;
  }
}
