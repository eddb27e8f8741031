import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../../testing/outcome.ts';
import {
  announce,
  batchFile,
  finish,
  newSupplier,
  type RegisterSupplier,
  registerSupplier,
  sendBatch,
  sendPiece,
  signBatch,
} from '../../../../testing/register-supplier.ts';
import { approve } from '../../../../testing/small-nation.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';
import { sweepUploads } from './receiving.ts';

const PACK = { pack: 'uzbekistan' };
const PERSONS = batchFile('persons', ['1,,AA1,Karimov,Aziz,,m,1980-01-02,UZ,,']);
const EVENTS = batchFile('events', []);
const REASON = 'Asked by the ministry';

/** A server with a civil register in force, two members and the person who brings batches. */
async function feed(t: TestContext) {
  const server = await startTestServer(t);
  const [first, second, carrier] = await Promise.all([
    server.signInAs('central-member'),
    server.signInAs('central-member'),
    server.signInAs('register-supplier'),
  ]);
  const supplier = newSupplier();
  await registerSupplier(first, second, supplier);
  return { server, first, second, carrier, supplier };
}

/** Stands in for the load: the batch that waits is applied, or held. */
async function settle(server: TestServer, status: 'applied' | 'held', report: unknown = null) {
  await server.owner`
    update register_batches set status = ${status}, report = ${JSON.stringify(report)}::text::json,
      ended_at = ${status === 'applied' ? new Date() : null} where status = 'received'`;
}

function folderOf(server: TestServer, batch: string): string {
  return join(server.platform.configuration.dataDirectory, 'register', batch);
}

test('a batch arrives whole, waits to be loaded, and leaves a public fact', async (t) => {
  const { server, first, carrier, supplier } = await feed(t);
  const batch = signBatch(supplier, [PERSONS, EVENTS]);
  const id = await sendBatch(carrier, batch);
  const [row] = await server.owner`
    select status, sequence, encode(manifest_hash, 'hex') as hash, convert_from(manifest, 'UTF8') as manifest
    from register_batches where id = ${id}`;
  assert.deepEqual(
    { ...row },
    { status: 'received', sequence: 1, hash: batch.hash, manifest: batch.text },
  );
  const folder = folderOf(server, id);
  assert.deepEqual(readFileSync(join(folder, 'persons.csv')), PERSONS.bytes);
  assert.equal(readFileSync(join(folder, 'manifest.sig'), 'utf8').trim(), batch.signature);
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  assert.equal(statSync(join(folder, 'persons.csv')).mode & 0o777, 0o600);
  const jobs = await server.owner`
    select 1 from graphile_worker.jobs where task_identifier = 'load-register-batch'`;
  assert.equal(jobs.length, 1);
  const [fact] = await server.owner<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where event_type = 'voter-register.batch-received'`;
  assert.match(String(fact?.bytes), new RegExp(batch.hash));

  const page = await first.call(contract.listRegisterBatches, { params: PACK, query: {} });
  assert.ok(page.ok);
  const [listed] = page.value.batches;
  assert.deepEqual(
    [listed?.id, listed?.status, listed?.rows, listed?.supplier],
    [id, 'received', 1, 'Civil register'],
  );
});

test('the same manifest again changes nothing and answers the same batch', async (t) => {
  const { server, carrier, supplier } = await feed(t);
  const batch = signBatch(supplier, [PERSONS]);
  const id = await sendBatch(carrier, batch);
  const again = await announce(carrier, batch);
  assert.ok(again.ok);
  assert.deepEqual([again.value.batch, again.value.status], [id, 'received']);
  assert.deepEqual(await finish(carrier, id), { ok: true, value: { status: 'received' } });
  await settle(server, 'applied');
  const later = await announce(carrier, batch);
  assert.ok(later.ok);
  assert.deepEqual([later.value.batch, later.value.status], [id, 'applied']);
  const [{ count } = { count: 0 }] = await server.owner<{ count: number }[]>`
    select count(*)::integer as count from register_batches`;
  assert.equal(count, 1);
});

test('the sequence has no gap, no branch and no overtaking', async (t) => {
  const { server, carrier, supplier } = await feed(t);
  const one = signBatch(supplier, [PERSONS]);
  const next = { kind: 'delta', sequence: 2, previous: one.hash } as const;
  const tryIt = async (change: Parameters<typeof signBatch>[2]) =>
    codeOf(await announce(carrier, signBatch(supplier, [PERSONS], change)));

  assert.equal(await tryIt(next), 'sequence-gap');
  await sendBatch(carrier, one);
  assert.equal(await tryIt({ asOf: '2026-01-01T00:00:00.000Z' }), 'sequence-taken');
  assert.equal(await tryIt({ ...next, previous: 'a'.repeat(64) }), 'previous-differs');
  assert.equal(await tryIt(next), 'batch-before-open');
  await settle(server, 'held');
  assert.equal(await tryIt(next), 'batch-before-open');
  await server.owner`update register_batches set status = 'applied', ended_at = now()`;
  assert.equal(await tryIt({ ...next, sequence: 3 }), 'sequence-gap');
  assert.equal(await tryIt({ ...next, asOf: '2020-01-01T00:00:00.000Z' }), 'batch-time-wrong');
  assert.equal(await tryIt({ ...next, asOf: '2100-01-01T00:00:00.000Z' }), 'batch-time-wrong');
  assert.equal(await tryIt(next), 'ok');
});

test('only the key of a register in force is taken', async (t) => {
  const { first, second, carrier, supplier } = await feed(t);
  const stranger = newSupplier();
  assert.equal(codeOf(await announce(carrier, signBatch(stranger, [PERSONS]))), 'signature-wrong');
  const addresses = newSupplier('address');
  const file = batchFile('addresses', []);
  assert.equal(codeOf(await announce(carrier, signBatch(addresses, [file]))), 'supplier-unknown');
  const batch = signBatch(supplier, [PERSONS]);
  const altered = { ...batch, text: batch.text.replace('"rows":1', '"rows":2') };
  assert.equal(codeOf(await announce(carrier, altered)), 'signature-wrong');

  const announced = await announce(carrier, batch);
  assert.ok(announced.ok);
  await sendPiece(carrier, announced.value.batch, PERSONS.name, PERSONS.bytes);
  await endByTwo(first, second, supplier);
  assert.equal(codeOf(await finish(carrier, announced.value.batch)), 'supplier-ended');
  const later = signBatch(supplier, [PERSONS], { asOf: '2026-11-02T00:00:00.000Z' });
  assert.equal(codeOf(await announce(carrier, later)), 'supplier-ended');
});

async function endByTwo(
  first: Parameters<typeof registerSupplier>[0],
  second: Parameters<typeof registerSupplier>[1],
  supplier: RegisterSupplier,
): Promise<void> {
  const listed = await first.call(contract.listRegisterSuppliers, { params: PACK });
  assert.ok(listed.ok);
  const found = listed.value.suppliers.find(
    ({ fingerprint }) => fingerprint === supplier.key.fingerprint,
  );
  const body = { supplier: found?.id ?? assert.fail(), reason: REASON };
  const proposed = await first.call(contract.proposeSupplierEnd, { params: PACK, body });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
}

test('a manifest that is wrong is refused by its fault', async (t) => {
  const { carrier, supplier } = await feed(t);
  const good = signBatch(supplier, [PERSONS]);
  const wrong: readonly (readonly [string, string])[] = [
    ['{}', 'manifest-malformed'],
    [`${good.text} `, 'manifest-not-canonical'],
    [signBatch(supplier, [PERSONS], { kind: 'delta' }).text, 'first-batch-not-full'],
    [signBatch(supplier, [batchFile('addresses', [])]).text, 'manifest-files-wrong'],
    [signBatch(supplier, [PERSONS], { pack: 'mongolia' }).text, 'manifest-malformed'],
  ];
  for (const [text, code] of wrong) {
    assert.equal(codeOf(await announce(carrier, { ...good, text })), code, text);
  }
});

test('a file comes in pieces, and goes on where the line broke', async (t) => {
  const { server, carrier, supplier } = await feed(t);
  const batch = signBatch(supplier, [PERSONS]);
  const announced = await announce(carrier, batch);
  assert.ok(announced.ok);
  const { batch: id } = announced.value;
  const { name, bytes } = PERSONS;
  assert.deepEqual(await sendPiece(carrier, id, name, bytes.subarray(0, 10)), {
    ok: true,
    value: { received: 10 },
  });
  assert.equal(codeOf(await sendPiece(carrier, id, name, bytes.subarray(0, 10))), 'offset-wrong');
  assert.equal(codeOf(await sendPiece(carrier, id, name, bytes, 20)), 'offset-wrong');
  assert.equal(codeOf(await finish(carrier, id)), 'files-missing');
  assert.ok(!existsSync(join(folderOf(server, id), name)), 'it has no name before it is whole');

  const resumed = await announce(carrier, batch);
  assert.ok(resumed.ok);
  assert.deepEqual(resumed.value.files, [{ name, bytes: bytes.length, received: 10 }]);
  const rest = await sendPiece(carrier, id, name, bytes.subarray(10), 10);
  assert.deepEqual(rest, { ok: true, value: { received: bytes.length } });
  assert.equal(codeOf(await finish(carrier, id)), 'ok');
});

test('a file that was altered is removed, one that is too long is cut back', async (t) => {
  const { carrier, supplier } = await feed(t);
  const announced = await announce(carrier, signBatch(supplier, [PERSONS]));
  assert.ok(announced.ok);
  const { batch: id } = announced.value;
  const { name, bytes } = PERSONS;
  const altered = Buffer.from(bytes);
  altered[altered.length - 3] = 0x39;
  assert.equal(codeOf(await sendPiece(carrier, id, name, altered)), 'file-altered');
  const long = Buffer.concat([bytes, Buffer.from('x')]);
  assert.equal(codeOf(await sendPiece(carrier, id, name, long)), 'file-too-long');
  assert.equal(codeOf(await sendPiece(carrier, id, 'events.csv', bytes)), 'file-unknown');
  assert.equal(codeOf(await finish(carrier, id)), 'files-missing');
  assert.equal(codeOf(await sendPiece(carrier, id, name, bytes)), 'ok');
  assert.equal(codeOf(await finish(carrier, id)), 'ok');
});

test('a newer manifest for the same place takes the place of what was on its way', async (t) => {
  const { server, carrier, supplier } = await feed(t);
  const old = await announce(carrier, signBatch(supplier, [PERSONS]));
  assert.ok(old.ok);
  await sendPiece(carrier, old.value.batch, PERSONS.name, PERSONS.bytes.subarray(0, 5));
  const id = await sendBatch(carrier, signBatch(supplier, [PERSONS, EVENTS]));
  assert.notEqual(id, old.value.batch);
  assert.ok(!existsSync(folderOf(server, old.value.batch)));
  const late = await sendPiece(carrier, old.value.batch, PERSONS.name, PERSONS.bytes);
  assert.equal(codeOf(late), 'not-found');
});

test('what never arrived whole is forgotten after a week, with its files', async (t) => {
  const { server, carrier, supplier } = await feed(t);
  const announced = await announce(carrier, signBatch(supplier, [PERSONS]));
  assert.ok(announced.ok);
  const { batch: id } = announced.value;
  await sendPiece(carrier, id, PERSONS.name, PERSONS.bytes.subarray(0, 5));
  await sweepUploads(server.platform);
  assert.ok(existsSync(folderOf(server, id)));
  server.setNow(new Date(Date.now() + 8 * 24 * 60 * 60_000));
  await sweepUploads(server.platform);
  assert.ok(!existsSync(folderOf(server, id)));
  const rows = await server.owner`select 1 from register_uploads`;
  assert.equal(rows.length, 0);
});

test('a key takes two people, is taken once, and never comes back', async (t) => {
  const { server, first, second, supplier } = await feed(t);
  const propose = async (publicKey: string, name = 'Another register') =>
    codeOf(
      await first.call(contract.proposeRegisterSupplier, {
        params: PACK,
        body: { register: 'civil', name, publicKey, reason: REASON },
      }),
    );
  const own = supplier.key.publicKey.toString('base64url');
  const fresh = newSupplier().key.publicKey.toString('base64url');
  assert.equal(await propose(own), 'supplier-registered');
  assert.equal(await propose(fresh, supplier.name), 'supplier-registered');
  assert.equal(await propose(`${'A'.repeat(42)}B`), 'supplier-key-wrong');
  await endByTwo(first, second, supplier);
  assert.equal(await propose(own), 'supplier-registered');
  assert.equal(await propose(fresh, supplier.name), 'ok');
  await assert.rejects(
    server.owner`insert into register_suppliers (id, pack, register, name, public_key, proposal_id, registered_at)
      select gen_random_uuid(), 'uzbekistan', 'civil', 'Alone', decode(repeat('07', 32), 'hex'), id, now()
      from proposals where status = 'waiting' limit 1`,
    /two people/,
  );
});

const HELD = {
  rows: 1,
  outcomes: {
    added: 0,
    changed: 0,
    unchanged: 0,
    removed: 9,
    facts: 0,
    kept: 0,
    missing: 0,
    quarantined: 0,
  },
  quarantine: [],
  quality: [],
  districts: [
    { territory: '1703202', before: 100, after: 91, removals: 9, changes: 9, isHeld: true },
  ],
};

test('a held batch goes on by two people', async (t) => {
  const { server, first, second, carrier, supplier } = await feed(t);
  const id = await sendBatch(carrier, signBatch(supplier, [PERSONS]));
  const propose = () =>
    first.call(contract.proposeBatchRelease, { params: { id }, body: { reason: REASON } });
  assert.equal(codeOf(await propose()), 'batch-not-held');
  await settle(server, 'held', HELD);
  const proposed = await propose();
  assert.ok(proposed.ok);
  assert.equal(codeOf(await propose()), 'proposal-exists');
  const shown = await second.call(contract.getProposal, {
    params: { id: proposed.value.proposalId },
  });
  assert.ok(shown.ok);
  assert.ok(shown.value.rows.some(({ value }) => value.includes('9 removals')));
  await assert.rejects(
    server.owner`update register_batches set hold_proposal_id = ${proposed.value.proposalId}`,
    /two people/,
  );
  await approve(second, proposed.value.proposalId);
  const [row] = await server.owner`select status, hold_proposal_id as by from register_batches`;
  assert.deepEqual({ ...row }, { status: 'received', by: proposed.value.proposalId });
});

test('a held batch that is refused ends, and its number comes anew', async (t) => {
  const { server, first, second, carrier, supplier } = await feed(t);
  const id = await sendBatch(carrier, signBatch(supplier, [PERSONS]));
  await settle(server, 'held', HELD);
  const proposed = await second.call(contract.proposeBatchRelease, {
    params: { id },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok);
  const refuse = () =>
    first.call(contract.refuseHeldBatch, { params: { id }, body: { reason: REASON } });
  assert.equal(codeOf(await refuse()), 'ok');
  assert.equal(codeOf(await refuse()), 'batch-not-held');
  assert.ok(!existsSync(folderOf(server, id)));
  const params = { id: proposed.value.proposalId };
  const late = await first.call(contract.getProposal, { params });
  assert.ok(late.ok);
  const { contentHash } = late.value.proposal;
  const approved = await first.call(contract.approveProposal, { params, body: { contentHash } });
  assert.equal(codeOf(approved), 'batch-not-held');
  const anew = signBatch(supplier, [PERSONS, EVENTS]);
  assert.equal(codeOf(await announce(carrier, anew)), 'ok');
});

test('lines that were set aside are opened for a purpose and settled once', async (t) => {
  const { server, first, carrier, supplier } = await feed(t);
  const id = await sendBatch(carrier, signBatch(supplier, [PERSONS]));
  const { registerKeys } = await import('../register-keys.ts');
  const keys = registerKeys(server.platform.keys.register);
  for (const line of [2, 3]) {
    await server.owner`
      insert into register_quarantine (batch_id, file, line, reason, field, territory_path, sealed)
      values (${id}, 'persons.csv', ${line}, 'name-empty', 'surname', 'UZ', ${keys.sealLine(`1,,${line}`)})`;
  }
  const listed = await first.call(contract.listQuarantine, { params: { id }, query: {} });
  assert.ok(listed.ok);
  assert.equal(listed.value.lines.length, 2);
  assert.ok(!JSON.stringify(listed.value).includes('1,,'), 'the list shows nothing of a person');
  const params = { id, file: 'persons.csv', line: '2' };
  const body = { purpose: 'Asked by the register' };
  const opened = await first.call(contract.openQuarantineLine, { params, body });
  assert.deepEqual(opened, { ok: true, value: { text: '1,,2' } });
  const [fact] = await server.owner<{ log: string; bytes: Buffer; secret: Buffer }[]>`
    select log, bytes, private_bytes as secret from evidence_facts
    where event_type = 'voter-register.line-opened'`;
  assert.equal(fact?.log, 'audit');
  assert.match(String(fact?.secret), /Asked by the register/);

  const resolve = () =>
    first.call(contract.resolveQuarantineLine, {
      params,
      body: { resolution: 'The register was told' },
    });
  assert.equal(codeOf(await resolve()), 'ok');
  assert.equal(codeOf(await resolve()), 'line-resolved');
  const detail = await first.call(contract.getRegisterBatch, { params: { id } });
  assert.ok(detail.ok);
  assert.deepEqual(detail.value.lines, [{ reason: 'name-empty', count: 2, open: 1 }]);
  const missing = { ...params, line: '9' };
  assert.equal(
    codeOf(await first.call(contract.openQuarantineLine, { params: missing, body })),
    'not-found',
  );
});
