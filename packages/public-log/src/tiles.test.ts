import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  bundlePath,
  bundlesOfGrowth,
  decodeBundle,
  encodeBundle,
  hashesInTiles,
  parseTilePath,
  type Tile,
  tileOf,
  tilePath,
  tilesFor,
  tilesOfGrowth,
} from './tiles.ts';
import {
  consistencyProof,
  consistencyRanges,
  Frontier,
  inclusionProof,
  inclusionRanges,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');

test('paths are those of the specification', () => {
  assert.equal(tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000');
  assert.equal(tilePath({ level: 1, index: 999, width: 7 }), 'tile/1/999.p/7');
  assert.equal(tilePath({ level: 2, index: 1000, width: 256 }), 'tile/2/x001/000');
  assert.equal(bundlePath({ index: 1_234_067, width: 256 }), 'tile/entries/x001/x234/067');
  assert.throws(() => tilePath({ level: 0, index: 0, width: 0 }), /1 to 256/);
});

test('a path is read back, and only in the one form in which it is written', () => {
  const numbers = fc.record(
    {
      level: fc.integer({ min: 0, max: 6 }),
      index: fc.integer({ min: 0, max: 2 ** 40 }),
      width: fc.integer({ min: 1, max: 256 }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(numbers, (tile) => {
      assert.deepEqual(parseTilePath(tilePath(tile)), tile);
      const { index, width } = tile;
      assert.deepEqual(parseTilePath(bundlePath(tile)), { level: 'entries', index, width });
    }),
  );
  for (const wrong of [
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/001.p/0',
    'tile/0/001.p/256',
    'tile/0/001.p/01',
    'tile/7/001',
    'tile/00/001',
    'tile/0/../0/001',
    '/tile/0/001',
    'tile/entries/001.p/1/',
    `tile/0/${'x999/'.repeat(6)}999`,
  ]) {
    assert.equal(parseTilePath(wrong), null, wrong);
  }
});

test('a tree of 70,000 has the tiles that the specification counts', () => {
  const tiles = tilesOfGrowth(0, 70_000);
  const count = (level: number, width: number) =>
    tiles.filter((tile) => tile.level === level && tile.width === width).length;
  assert.deepEqual(
    [count(0, 256), count(0, 112), count(1, 256), count(1, 17), count(2, 1)],
    [273, 1, 1, 1, 1],
  );
  assert.equal(tiles.length, 277);
  assert.deepEqual(tilesOfGrowth(0, 256).map(tilePath), ['tile/0/000', 'tile/1/000.p/1']);
  assert.deepEqual(tilesOfGrowth(255, 256).map(tilePath), ['tile/0/000', 'tile/1/000.p/1']);
  assert.deepEqual(tilesOfGrowth(256, 257).map(tilePath), ['tile/0/001.p/1']);
  assert.deepEqual(tilesOfGrowth(256, 256), []);
  assert.deepEqual(bundlesOfGrowth(255, 600).map(bundlePath), [
    'tile/entries/000',
    'tile/entries/001',
    'tile/entries/002.p/88',
  ]);
});

/** A log that writes its tiles as it grows, and keeps partial ones. */
class TileLog {
  readonly files = new Map<string, Uint8Array>();
  readonly frontier = new Frontier(sha256);
  readonly #levels: Uint8Array[][] = [];

  growTo(size: number): void {
    const before = this.frontier.size;
    while (this.frontier.size < size) {
      const leaf = leafHash(Buffer.from(`entry ${this.frontier.size}`), sha256);
      this.frontier.append(leaf, ({ level }, of) => {
        if (level % 8 === 0) (this.#levels[level / 8] ??= []).push(of);
      });
    }
    for (const tile of tilesOfGrowth(before, size)) {
      const from = tile.index * 256;
      const hashes = this.#levels[tile.level]?.slice(from, from + tile.width) ?? [];
      assert.equal(hashes.length, tile.width);
      this.files.set(tilePath(tile), Buffer.concat(hashes));
    }
  }

  readonly read = (tile: Tile) =>
    this.files.get(tilePath(tile)) ?? assert.fail(`there is no ${tilePath(tile)}`);
}

test('from the tiles of a log follow its roots and proofs at every size that it had', () => {
  const log = new TileLog();
  const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, 66_000];
  const roots = sizes.map((size) => {
    log.growTo(size);
    return log.frontier.root();
  });
  sizes.forEach((size, at) => {
    const hashAt = hashesInTiles(size, log.read, sha256);
    const root = roots[at] ?? assert.fail();
    assert.deepEqual(rootOf(size, hashAt, sha256), root);
    for (const [before, old] of sizes.slice(0, at).entries()) {
      const proof = consistencyProof(old, size, hashAt, sha256);
      const older = { size: old, root: roots[before] ?? assert.fail() };
      assert.ok(verifyConsistency(proof, older, { size, root }, sha256), `${old} to ${size}`);
    }
    for (const index of [0, size >> 1, size - 1].filter((one) => one >= 0 && one < size)) {
      const proof = inclusionProof(index, size, hashAt, sha256);
      const leaf = hashAt(0, index);
      assert.ok(verifyInclusion(proof, { index, size, leaf, root }, sha256));
    }
  });
});

test('the tiles that are fetched first are all that a proof then reads', () => {
  const log = new TileLog();
  log.growTo(70_000);
  const size = 70_000;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: size }), (old) => {
      const ranges = [
        { start: 0, end: size },
        ...consistencyRanges(old, size),
        ...inclusionRanges(old - 1, size),
      ];
      const fetched = new Set(tilesFor(ranges, size).map(tilePath));
      const hashAt = hashesInTiles(
        size,
        (tile) => (fetched.has(tilePath(tile)) ? log.read(tile) : assert.fail(tilePath(tile))),
        sha256,
      );
      consistencyProof(old, size, hashAt, sha256);
      inclusionProof(old - 1, size, hashAt, sha256);
      rootOf(size, hashAt, sha256);
      assert.ok(fetched.size <= 9, `${fetched.size} tiles`);
    }),
  );
});

test('a whole tile serves where a partial one is asked for, a shorter one does not', () => {
  const log = new TileLog();
  log.growTo(256);
  const whole = log.read({ level: 0, index: 0, width: 256 });
  const at100 = rootOf(
    100,
    hashesInTiles(100, () => whole, sha256),
    sha256,
  );
  const other = new TileLog();
  other.growTo(100);
  assert.deepEqual(at100, other.frontier.root());
  const short = hashesInTiles(100, () => whole.subarray(0, 99 * 32), sha256);
  assert.throws(() => rootOf(100, short, sha256), /hashes of its width/);
  assert.throws(() => tileOf({ level: 0, index: 100 }, 100), /complete/);
});

test('a bundle is read back, and nothing that is cut or longer is one', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(entries, (given) => {
      const bytes = encodeBundle(given);
      const read = decodeBundle(bytes, given.length) ?? assert.fail();
      assert.deepEqual(
        read.map((one) => [...one]),
        given.map((one) => [...one]),
      );
      assert.equal(decodeBundle(bytes.subarray(0, -1), given.length), null);
      assert.equal(decodeBundle(Buffer.concat([bytes, Buffer.of(0)]), given.length), null);
      assert.equal(decodeBundle(bytes, given.length + 1), null);
      assert.equal(decodeBundle(bytes, given.length - 1), null);
    }),
  );
  assert.deepEqual([...encodeBundle([Buffer.alloc(258, 7)]).subarray(0, 3)], [1, 2, 7]);
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), /65,535/);
});
