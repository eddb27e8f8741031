import { type AreaFile, NATION } from '../site/result-files.ts';

export type Change = { readonly election: string; readonly file: AreaFile };

/** After a nation's page others get this long before it comes again: a busy night must not starve them. */
export const OTHERS_MS = 500;

/**
 * Areas whose pages are to be rendered. Each stands in it once, however often it changed: the page is
 * rendered from the file as it stands then. Nations come first, the others in the order of their change.
 */
export class ChangeQueue {
  readonly #nations = new Set<string>();
  readonly #others = new Map<string, Change>();
  #nationMs = Number.NEGATIVE_INFINITY;

  add(change: Change): void {
    if (change.file === NATION) this.#nations.add(change.election);
    else this.#others.set(`${change.election} ${change.file}`, change);
  }

  get size(): number {
    return this.#nations.size + this.#others.size;
  }

  /** Takes the next change out; null when there is none. `nowMs` is a clock that never goes back. */
  next(nowMs: number): Change | null {
    const [nation] = this.#nations;
    const [other] = this.#others;
    if (nation !== undefined && (other === undefined || nowMs - this.#nationMs >= OTHERS_MS)) {
      this.#nations.delete(nation);
      return { election: nation, file: NATION };
    }
    if (other === undefined) return null;
    this.#others.delete(other[0]);
    return other[1];
  }

  /** A nation's page was just written. */
  nationDone(nowMs: number): void {
    this.#nationMs = nowMs;
  }
}
