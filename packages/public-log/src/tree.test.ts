import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { before, test } from 'node:test';
import { KNOWN_ENTRIES, KNOWN_ROOTS, NaiveTree } from './naive-tree.test.ts';
import {
  consistencyProof,
  consistencyRanges,
  Frontier,
  type HashAt,
  inclusionProof,
  inclusionRanges,
  leafHash,
  placesOf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

const LARGEST = 300;
const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
const naive = new NaiveTree(
  Array.from({ length: LARGEST }, (_, at) => Buffer.from(`entry ${at} ${'x'.repeat(at)}`)),
);
const kept = new Map<string, Uint8Array>();
const hashAt: HashAt = (level, index) =>
  kept.get(`${level}/${index}`) ?? assert.fail('not complete');
const root = (size: number) => naive.hash(0, size);

before(() => {
  const frontier = new Frontier(sha256);
  for (const entry of naive.entries) {
    frontier.append(leafHash(entry, sha256), ({ level, index }, of) => {
      kept.set(`${level}/${index}`, of);
    });
  }
});

/** Changes one bit of one byte, another one with each call. */
let turn = 0;
function altered(bytes: Uint8Array): Uint8Array {
  turn += 1;
  const copy = Uint8Array.from(bytes);
  const at = (turn * 7) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (turn % 8));
  return copy;
}

test('roots are those that others published', () => {
  const frontier = new Frontier(sha256);
  KNOWN_ROOTS.forEach((known, size) => {
    assert.equal(Buffer.from(frontier.root()).toString('hex'), known);
    assert.equal(frontier.size, size);
    const entry = KNOWN_ENTRIES[size];
    if (entry !== undefined) frontier.append(leafHash(Buffer.from(entry, 'hex'), sha256));
  });
});

test('the root of each size is that of the definition, by hashes and by appending', () => {
  const frontier = new Frontier(sha256);
  for (let size = 0; size <= LARGEST; size += 1) {
    assert.deepEqual(rootOf(size, hashAt, sha256), root(size));
    assert.deepEqual(frontier.root(), root(size));
    assert.deepEqual(new Frontier(sha256, size, hashAt).root(), root(size));
    const entry = naive.entries[size];
    if (entry !== undefined) frontier.append(leafHash(entry, sha256));
  }
});

test('an edge that was taken up again grows on as if it had never been put down', () => {
  for (const size of [0, 1, 7, 128, 255, 256]) {
    const frontier = new Frontier(sha256, size, hashAt);
    for (const entry of naive.entries.slice(size)) frontier.append(leafHash(entry, sha256));
    assert.deepEqual(frontier.root(), root(LARGEST));
  }
});

test('each inclusion proof is that of the definition, verifies, and fails when a bit changes', () => {
  for (let size = 1; size <= LARGEST; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(index, size, hashAt, sha256);
      assert.deepEqual(proof, naive.path(index, 0, size));
      const claim = { index, size, leaf: naive.hash(index, index + 1), root: root(size) };
      assert.ok(verifyInclusion(proof, claim, sha256));
      const place = turn % (proof.length + 2);
      const wrongProof = proof.map((one, at) => (at === place ? altered(one) : one));
      const leaf = place === proof.length ? altered(claim.leaf) : claim.leaf;
      const wrongRoot = place === proof.length + 1 ? altered(claim.root) : claim.root;
      turn += 1;
      assert.ok(!verifyInclusion(wrongProof, { ...claim, leaf, root: wrongRoot }, sha256));
    }
  }
});

test('each consistency proof is that of the definition, verifies, and fails when a bit changes', () => {
  for (let size = 1; size <= LARGEST; size += 1) {
    const newer = { size, root: root(size) };
    for (let old = 1; old <= size; old += 1) {
      const proof = consistencyProof(old, size, hashAt, sha256);
      assert.deepEqual(proof, naive.subproof(old, 0, size, true));
      const older = { size: old, root: root(old) };
      assert.ok(verifyConsistency(proof, older, newer, sha256));
      const place = turn % (proof.length + 2);
      const wrongProof = proof.map((one, at) => (at === place ? altered(one) : one));
      const wrongOld = {
        ...older,
        root: place === proof.length ? altered(older.root) : older.root,
      };
      const isLast = place === proof.length + 1;
      const wrongNew = { ...newer, root: isLast ? altered(newer.root) : newer.root };
      turn += 1;
      assert.ok(!verifyConsistency(wrongProof, wrongOld, wrongNew, sha256));
    }
  }
});

test('a proof for another place, another size, too short or too long is refused', () => {
  for (let size = 1; size <= 40; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = inclusionProof(index, size, hashAt, sha256);
      const claim = { index, size, leaf: naive.hash(index, index + 1), root: root(size) };
      const cut = proof.slice(0, -1);
      const holds = (path: typeof proof, other: Partial<typeof claim>) =>
        verifyInclusion(path, { ...claim, ...other }, sha256);
      for (let other = 0; other < size; other += 1) {
        assert.equal(holds(proof, { index: other }), other === index);
      }
      assert.ok(!holds([...proof, root(1)], {}));
      assert.ok(!holds([root(1), ...proof], {}));
      assert.ok(proof.length === 0 || !holds(cut, {}));
      for (const wrong of [-1, size, size + 1, 0.5, Number.NaN]) {
        assert.ok(!holds(proof, { index: wrong }));
      }
      assert.ok(!holds(proof, { leaf: claim.leaf.subarray(1) }));
    }
  }
});

test('a tree that shrank, another tree of the same size and a proof too many are refused', () => {
  const at = (size: number) => ({ size, root: root(size) });
  const check = (proof: readonly Uint8Array[], older: number, newer: number) =>
    verifyConsistency(proof, at(older), at(newer), sha256);
  assert.ok(check([], 0, 0));
  assert.ok(check([], 0, 9), 'every tree extends the empty one');
  assert.ok(!check([root(3)], 0, 9));
  assert.ok(check([], 9, 9));
  assert.ok(!check([root(3)], 9, 9));
  assert.ok(!verifyConsistency([], at(9), { size: 9, root: root(8) }, sha256));
  assert.ok(!verifyConsistency([], { size: 0, root: root(1) }, at(9), sha256));
  assert.ok(!check(consistencyProof(5, 9, hashAt, sha256), 9, 5));
  assert.ok(!check([], 8, 9));
  assert.ok(!check([...consistencyProof(5, 9, hashAt, sha256), root(1)], 5, 9));
  assert.ok(!check(consistencyProof(5, 9, hashAt, sha256).slice(1), 5, 9));
  assert.ok(!check([], 5, 9));
  assert.throws(() => consistencyProof(9, 5, hashAt, sha256), /only grows/);
  assert.throws(() => inclusionProof(9, 9, hashAt, sha256), /is in the tree/);
});

test('places of trees past 2^31 and up to 2^53 - 1 leaves are exact', () => {
  const most = Number.MAX_SAFE_INTEGER;
  for (const size of [2 ** 31 + 1, 2 ** 40 - 1, 2 ** 48 - 1, 2 ** 52 + 3, most]) {
    const places = placesOf({ start: 0, end: size });
    assert.equal(
      places.reduce((sum, { level }) => sum + 2 ** level, 0),
      size,
    );
    assert.equal(places.length, size.toString(2).replaceAll('0', '').length);
    const ranges = inclusionRanges(size - 1, size);
    const covered = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.equal(covered, size - 1);
    assert.ok(consistencyRanges(2 ** 31 + 1, size).length <= 63);
  }
});

test('an entry as long as a bundle holds is hashed as it is', () => {
  const entry = Uint8Array.from({ length: 65_535 }, (_, at) => at % 251);
  const plain = sha256(Buffer.concat([Buffer.of(0), entry]));
  assert.deepEqual(leafHash(entry, sha256), plain);
  assert.deepEqual(leafHash(new Uint8Array(), sha256), sha256(Uint8Array.of(0)));
});
