/** A stream of numbers that is the same for the same seed, on every machine. Never for secrets. */
export type SeededRandom = {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform whole number in [0, below). */
  below(limit: number): number;
  /** Roughly normal, mean 0, standard deviation 1, within ±3.5. */
  bell(): number;
  pick<Item>(items: readonly Item[]): Item;
  /** An item by its weight; weights are not negative and not all zero. */
  pickWeighted<Item extends { readonly weight: number }>(items: readonly Item[]): Item;
  /** A new order of the items (Fisher–Yates). */
  shuffle<Item>(items: readonly Item[]): Item[];
};

/** Uniform whole numbers and choices from a seed. */
export function seededRandom(seed: string): SeededRandom {
  const mix = splitmix32(fnv1a(seed));
  const word = xoshiro128([mix(), mix(), mix(), mix()]);
  const next = (): number => word() / 4_294_967_296;
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <Item>(items: readonly Item[]): Item => itemAt(items, below(items.length));
  return {
    next,
    below,
    pick,
    // Irwin–Hall with three terms has variance 1/4; no logarithm or cosine, which machines round differently.
    bell: () => (next() + next() + next() - 1.5) * 2,
    pickWeighted(items) {
      let rest = next() * items.reduce((sum, item) => sum + item.weight, 0);
      return items.find((item) => (rest -= item.weight) < 0) ?? itemAt(items, items.length - 1);
    },
    shuffle(items) {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const moved = itemAt(order, last);
        order[last] = itemAt(order, other);
        order[other] = moved;
      }
      return order;
    },
  };
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna, public domain): 32-bit words from a state that is not all zero.
 * Only shifts, xors and 32-bit products, so it is exact everywhere. The state comes from splitmix32 over
 * an FNV-1a hash of the seed.
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new RangeError('nothing to pick from');
  return items[index]!; // the index was checked on the line above
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function splitmix32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
