// The definitions of RFC 6962 section 2.1, word by word and slow: the oracle of tree.test.ts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** k: the largest power of two smaller than n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

export class NaiveTree {
  readonly entries: readonly Uint8Array[];
  readonly #hashes = new Map<string, Uint8Array>();

  constructor(entries: readonly Uint8Array[]) {
    this.entries = entries;
  }

  /** MTH(D[start:end]). */
  hash(start: number, end: number): Uint8Array {
    const name = `${start}:${end}`;
    const known = this.#hashes.get(name);
    if (known !== undefined) return known;
    const hash = this.#hash(start, end);
    this.#hashes.set(name, hash);
    return hash;
  }

  #hash(start: number, end: number): Uint8Array {
    if (start === end) return sha256();
    if (end - start === 1) return sha256(Uint8Array.of(0), this.entries[start] ?? assert.fail());
    const middle = start + split(end - start);
    return sha256(Uint8Array.of(1), this.hash(start, middle), this.hash(middle, end));
  }

  /** PATH(m, D[start:end]), m counted from start. */
  path(m: number, start: number, end: number): readonly Uint8Array[] {
    if (end - start === 1) return [];
    const k = split(end - start);
    return m < k
      ? [...this.path(m, start, start + k), this.hash(start + k, end)]
      : [...this.path(m - k, start + k, end), this.hash(start, start + k)];
  }

  /** SUBPROOF(m, D[start:end], b). */
  subproof(m: number, start: number, end: number, b: boolean): readonly Uint8Array[] {
    if (m === end - start) return b ? [] : [this.hash(start, end)];
    const k = split(end - start);
    return m <= k
      ? [...this.subproof(m, start, start + k, b), this.hash(start + k, end)]
      : [...this.subproof(m - k, start + k, end, false), this.hash(start, start + k)];
  }
}

/** The entries and roots that implementations of Certificate Transparency test with, for sizes 0 to 8. */
export const KNOWN_ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
export const KNOWN_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('the oracle gives the roots that others published', () => {
  const tree = new NaiveTree(KNOWN_ENTRIES.map((entry) => Buffer.from(entry, 'hex')));
  KNOWN_ROOTS.forEach((root, size) => {
    assert.equal(Buffer.from(tree.hash(0, size)).toString('hex'), root);
  });
});
