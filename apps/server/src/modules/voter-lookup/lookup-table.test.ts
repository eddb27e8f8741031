import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { voterKey } from './lookup-key.ts';
import { LookupTableBuilder, openLookupTable } from './lookup-table.ts';

const description = {
  election: 'e',
  source: 'roll',
  supplements: 0,
  builtAt: '2026-12-01T00:00:00.000Z',
} as const;

function tableOf(entries: readonly (readonly [Buffer, string])[]) {
  const builder = new LookupTableBuilder();
  for (const [key, station] of entries) builder.add(key, station);
  return Buffer.concat(builder.finish(description));
}

test('every key that was added is found with its station, and no other', () => {
  const entries = Array.from(
    { length: 50_000 },
    (_, index) => [randomBytes(8), `station-ʻ${index % 977}`] as const,
  );
  const table = openLookupTable(tableOf(entries));
  assert.ok(table !== null);
  assert.equal(table.entries, entries.length);
  for (const [key, station] of entries) assert.equal(table.find(key), station);
  for (let tries = 0; tries < 50_000; tries += 1) assert.equal(table.find(randomBytes(8)), null);
});

test('keys at both ends and with the same beginning are told apart', () => {
  const keys = [
    '00'.repeat(8),
    '0000000000000001',
    '0000000100000000',
    'ff'.repeat(8),
    `${'ff'.repeat(7)}fe`,
  ];
  const table = openLookupTable(tableOf(keys.map((key) => [Buffer.from(key, 'hex'), key])));
  for (const key of keys) assert.equal(table?.find(Buffer.from(key, 'hex')), key);
  assert.equal(table?.find(Buffer.from('0000000100000001', 'hex')), null);
});

test('an empty table finds nobody, and what is cut off or no table is none', () => {
  assert.equal(openLookupTable(tableOf([]))?.find(Buffer.alloc(8)), null);
  const whole = tableOf([[randomBytes(8), '1']]);
  assert.equal(openLookupTable(whole.subarray(0, -1)), null);
  assert.equal(openLookupTable(Buffer.alloc(10)), null);
});

test('numbers count as the same in any case and with spaces and hyphens', () => {
  const key = createSecretKey(Buffer.alloc(32, 1));
  const expected = voterKey(key, '31503874210018', 'AA1234567');
  assert.deepEqual(voterKey(key, ' 3150 3874 210018', 'aa 123-4567'), expected);
  assert.notDeepEqual(voterKey(key, '31503874210018', 'AA1234568'), expected);
  assert.notDeepEqual(voterKey(key, '31503874210018AA', '1234567'), expected);
});
