import type { SeededRandom } from '../seeded-random.ts';
import type { Dwelling } from './dwellings.ts';
import { MISTAKES } from './mistakes.ts';
import type { PersonRow } from './register-rows.ts';

type Second = Omit<PersonRow, 'recordId'>;

/** Second records wait here, so that they come later and, of people who moved, elsewhere. */
export class WaitingDuplicates {
  readonly #waiting: { readonly row: Second; readonly hasMoved: boolean }[] = [];
  readonly #capacity: number;
  readonly #random: SeededRandom;
  /** Homes anywhere, for those who still wait at the end. */
  readonly #homes: Dwelling[] = [];

  constructor(expected: number, random: SeededRandom) {
    this.#capacity = Math.min(MOST_WAITING, Math.ceil(expected / 10));
    this.#random = random;
  }

  add(row: Second): void {
    this.#waiting.push({ row, hasMoved: this.#random.next() < MISTAKES.movedHome });
  }

  /** Those whose turn it is when the register comes to an area; who moved lives there now. */
  *settle(nextHome: () => Dwelling): Generator<Second> {
    this.#remember(nextHome());
    while (this.#waiting.length > this.#capacity) yield this.#take(nextHome);
  }

  /** All that are left, at homes all over. */
  *rest(): Generator<Second> {
    while (this.#waiting.length > 0) yield this.#take(() => this.#random.pick(this.#homes));
  }

  #take(nextHome: () => Dwelling): Second {
    const index = this.#random.below(this.#waiting.length);
    const last = this.#waiting.pop();
    const taken = index < this.#waiting.length ? this.#waiting[index] : last;
    if (index < this.#waiting.length && last !== undefined) this.#waiting[index] = last;
    if (taken === undefined) throw new RangeError('nobody waits');
    return taken.hasMoved ? { ...taken.row, ...nextHome() } : taken.row;
  }

  #remember(home: Dwelling): void {
    if (this.#homes.length < MOST_WAITING) this.#homes.push(home);
    else this.#homes[this.#random.below(MOST_WAITING)] = home;
  }
}

/** Bounds the memory of a register of any size. */
const MOST_WAITING = 5000;
