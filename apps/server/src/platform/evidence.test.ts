import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { refused } from '@ovoz/basics';
import { cloneTemplate } from '../../testing/template-database.ts';
import { inTransaction, openDatabase } from './database.ts';
import { defineEvent } from './event.ts';
import {
  buildFact,
  countWaitingFacts,
  type FactContext,
  MAX_FACT_BYTES,
  recordFact,
} from './evidence.ts';

const pumpkinWeighed = defineEvent({
  type: 'test.pumpkin-weighed',
  log: 'public',
  meaning: 'Somebody weighed a pumpkin.',
  fields: {
    grams: { visibility: 'public', meaning: 'Its weight.' },
    label: { visibility: 'public', meaning: 'What stands on it.' },
    grower: { visibility: 'private', meaning: 'Who grew it.' },
  },
});
const bellRung = defineEvent({
  type: 'test.bell-rung',
  log: 'audit',
  meaning: 'A bell rang.',
  fields: { times: { visibility: 'public', meaning: 'How often.' } },
});

const context: FactContext = {
  now: new Date('2026-11-21T10:00:00.123Z'),
  actor: { role: 'central-member', territoryPath: 'UZ' },
  election: 'uzbekistan-2026',
  territoryPath: 'UZ/1703',
  subject: 'market/1',
};
const fields = { label: 'Qovoq “№ 1” \u0001', grams: 4200, grower: 'Aziza' };

async function databaseFor(t: TestContext) {
  const { url, drop } = await cloneTemplate();
  const owner = openDatabase(url, 'owner');
  const database = openDatabase(url);
  t.after(async () => {
    await Promise.all([owner.end({ timeout: 1 }), database.end({ timeout: 1 })]);
    await drop();
  });
  return { owner, database };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** RFC 8785 once more, for values as they occur here: sorted keys, no space. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

test('a fact is kept as the canonical bytes that are hashed, with a commitment to what is private', async (t) => {
  const { owner, database } = await databaseFor(t);
  const id = await recordFact(database, pumpkinWeighed, context, fields);
  const [row] = await owner`select * from evidence_facts`;
  assert.ok(row !== undefined);
  const bytes = row['bytes'] as Buffer;
  const hidden = row['private_bytes'] as Buffer;

  const opened = JSON.parse(hidden.toString()) as { salt: string; fields: unknown };
  assert.match(opened.salt, /^[0-9a-f]{32}$/);
  assert.equal(hidden.toString(), canonical({ salt: opened.salt, fields: { grower: 'Aziza' } }));
  const leaf = {
    format: 1,
    id,
    event: 'test.pumpkin-weighed',
    election: 'uzbekistan-2026',
    time: '2026-11-21T10:00:00.123Z',
    actor: { role: 'central-member', commission: 'UZ' },
    subject: 'market/1',
    payload: { grams: 4200, label: fields.label },
    commitment: sha256(hidden).toString('hex'),
  };
  assert.equal(bytes.toString(), canonical(leaf));
  assert.deepEqual(row['hash'], sha256(bytes));
  assert.ok(!bytes.includes('Aziza'));
  assert.equal(row['leaf_index'], null);
  assert.deepEqual([row['log'], row['territory_path']], ['public', 'UZ/1703']);
});

test('equal secrets have unequal commitments, and a fact without secrets has none', async (t) => {
  const { owner, database } = await databaseFor(t);
  await recordFact(database, pumpkinWeighed, context, fields);
  await recordFact(database, pumpkinWeighed, context, fields);
  await recordFact(database, bellRung, { ...context, actor: null, election: null }, { times: 3 });
  const rows = await owner<{ log: string; bytes: Buffer; private_bytes: Buffer | null }[]>`
    select log, bytes, private_bytes from evidence_facts order by recorded_at, event_type desc`;
  const leaves = rows.map(({ bytes }) => JSON.parse(bytes.toString()) as Record<string, unknown>);
  assert.equal(new Set(leaves.map(({ commitment }) => commitment)).size, 3);
  assert.equal(rows[2]?.log, 'audit');
  assert.equal(rows[2]?.private_bytes, null);
  assert.ok(!('commitment' in (leaves[2] ?? {})));
  assert.equal(leaves[2]?.['actor'], null);
});

test('a fact has exactly the fields of its catalogue entry, and holds no large things', () => {
  const random = { id: 'an id', salt: 'a salt' };
  const build = (given: Record<string, string | number>) =>
    buildFact(pumpkinWeighed, context, given, random);
  assert.throws(() => build({ label: 'x', grams: 1 }), /exactly the fields/);
  assert.throws(() => build({ ...fields, colour: 'orange' }), /exactly the fields/);
  assert.throws(
    () => build({ ...fields, label: 'x'.repeat(MAX_FACT_BYTES) }),
    /hashes of large things/,
  );
  assert.deepEqual(build(fields), build(fields), 'the bytes depend on the arguments alone');
});

test('a fact and its act are saved together or not at all', async (t) => {
  const { owner, database } = await databaseFor(t);
  await inTransaction(database, async (transaction) => {
    await recordFact(transaction, pumpkinWeighed, context, fields);
    return refused('calendar-blocks');
  });
  const defect = inTransaction(database, async (transaction) => {
    await recordFact(transaction, pumpkinWeighed, context, fields);
    throw new TypeError('a defect');
  });
  await assert.rejects(defect, /a defect/);
  assert.equal(await countWaitingFacts(owner), 0);
});

test('nobody changes or removes a fact: not the server, not the owner', async (t) => {
  const { owner, database } = await databaseFor(t);
  await recordFact(database, pumpkinWeighed, context, fields);
  const [before] = await owner`select * from evidence_facts`;
  const attempts = [
    `update evidence_facts set subject = 'market/2'`,
    `update evidence_facts set private_bytes = null`,
    `update evidence_facts set bytes = bytes`,
    `delete from evidence_facts`,
    `truncate evidence_facts`,
  ];
  for (const attempt of attempts) {
    await assert.rejects(database.unsafe(attempt), { code: '42501' }, attempt);
    await assert.rejects(owner.unsafe(attempt), { code: '23001' }, attempt);
  }
  await assert.rejects(database`update evidence_facts set leaf_index = 0`, { code: '42501' });
  await assert.rejects(database`alter table evidence_facts disable trigger user`, {
    code: '42501',
  });
  assert.deepEqual(await owner`select * from evidence_facts`.then(([row]) => row), before);
});

test('a fact gets its place in the log once, and no two the same', async (t) => {
  const { owner, database } = await databaseFor(t);
  const [first, second] = [
    await recordFact(database, pumpkinWeighed, context, fields),
    await recordFact(database, pumpkinWeighed, context, fields),
  ];
  assert.equal(await countWaitingFacts(database), 2);
  const place = (id: string, index: number | null) =>
    owner`update evidence_facts set leaf_index = ${index} where id = ${id}`;
  await assert.rejects(place(first, -1), { code: '23514' });
  await assert.rejects(
    owner`update evidence_facts set leaf_index = 0, subject = 'other' where id = ${first}`,
    { code: '23001' },
  );
  await place(first, 0);
  assert.equal(await countWaitingFacts(database), 1);
  await assert.rejects(place(first, 1), { code: '23001' });
  await assert.rejects(place(first, null), { code: '23001' });
  await assert.rejects(place(second, 0), { code: '23505' });
  await place(second, 1);
});
