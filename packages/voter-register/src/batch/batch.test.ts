import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import { compareChecksums, parseChecksums } from './checksums.ts';
import { parseManifest } from './manifest.ts';

const FILE = { name: 'persons.csv', bytes: 10, rows: 0, sha256: 'a'.repeat(64) };
const MANIFEST = {
  format: 1,
  pack: 'uzbekistan',
  register: 'civil',
  kind: 'full',
  sequence: 1,
  previous: null,
  asOf: '2026-11-22T00:00:00.000Z',
  files: [FILE],
};

/** The fault of the manifest with the change, or `ok`. */
function faultOf(change: { readonly [name: string]: JsonValue }): string {
  const parsed = parseManifest(canonicalJson({ ...MANIFEST, ...change }));
  return parsed.ok ? 'ok' : parsed.refusal;
}

test('a manifest is read as it was signed', () => {
  const parsed = parseManifest(canonicalJson(MANIFEST));
  assert.deepEqual(parsed, { ok: true, value: MANIFEST });
  assert.equal(faultOf({ sequence: 2, previous: 'b'.repeat(64), kind: 'delta' }), 'ok');
});

test('a manifest in another form than the canonical one is refused', () => {
  const text = canonicalJson(MANIFEST);
  for (const other of [`${text}\n`, JSON.stringify(MANIFEST), text.replace('{', '{"format":1,')]) {
    assert.deepEqual(parseManifest(other), { ok: false, refusal: 'manifest-not-canonical' });
  }
});

test('a manifest of another shape is refused', () => {
  for (const text of ['', 'null', '[]', '{}', '{"format":2}']) {
    assert.deepEqual(parseManifest(text), { ok: false, refusal: 'manifest-malformed' });
  }
  const faults: readonly { readonly [name: string]: JsonValue }[] = [
    { extra: 1 },
    { sequence: 0 },
    { sequence: '1' },
    { sequence: 2 },
    { previous: 'b'.repeat(64) },
    { asOf: '2026-11-22' },
    { files: [] },
    { files: [{ ...FILE, name: '../persons.csv' }] },
    { files: [{ ...FILE, bytes: -1 }] },
  ];
  for (const fault of faults)
    assert.equal(faultOf(fault), 'manifest-malformed', JSON.stringify(fault));
});

test('the first batch is a full one', () => {
  assert.equal(faultOf({ kind: 'delta' }), 'first-batch-not-full');
});

test('files are those of the register, each once, and within the limit', () => {
  const wrong = [
    [FILE, FILE],
    [{ ...FILE, name: 'addresses.csv' }],
    Array.from({ length: 5 }, (_, index) => ({
      ...FILE,
      name: `persons-00${index}.csv`,
      bytes: 4_000_000_000,
    })),
  ];
  for (const files of wrong) assert.equal(faultOf({ files }), 'manifest-files-wrong');
  assert.equal(faultOf({ files: [FILE, { ...FILE, name: 'events.csv' }] }), 'ok');
});

const CHECKSUMS = {
  format: 1,
  pack: 'uzbekistan',
  register: 'civil',
  sequence: 3,
  asOf: '2026-11-22T00:00:00.000Z',
  districts: [{ territory: '1703202', rows: 2, checksum: '18446744073709551615' }],
};

test('checksums are canonical, and name a district once', () => {
  assert.ok(parseChecksums(canonicalJson(CHECKSUMS)).ok);
  const twice = { ...CHECKSUMS, districts: [...CHECKSUMS.districts, ...CHECKSUMS.districts] };
  for (const text of ['{}', JSON.stringify(CHECKSUMS, null, 1), canonicalJson(twice)]) {
    assert.deepEqual(parseChecksums(text), { ok: false, refusal: 'checksums-malformed' });
  }
});

test('districts differ by number, by content, or because one side lacks them', () => {
  const row = (territory: string, rows: number, checksum: string) => ({
    territory,
    rows,
    checksum,
  });
  const theirs = [row('A', 1, '5'), row('B', 1, '5'), row('C', 2, '5'), row('D', 1, '5')];
  const ours = [row('E', 0, '0'), row('C', 1, '5'), row('B', 1, '6'), row('A', 1, '5')];
  const found = compareChecksums(theirs, ours);
  assert.deepEqual(
    found.map(({ territory }) => territory),
    ['B', 'C', 'D'],
  );
  assert.equal(found[2]?.ours, null);
});
