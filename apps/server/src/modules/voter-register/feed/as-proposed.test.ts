import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../../testing/outcome.ts';
import {
  announce,
  batchFile,
  newSupplier,
  registerSupplier,
  sendBatch,
  signBatch,
} from '../../../../testing/register-supplier.ts';
import { approve } from '../../../../testing/small-nation.ts';
import { startTestServer } from '../../../../testing/start-test-server.ts';

const PERSONS = batchFile('persons', ['1,,AA1,Karimov,Aziz,,m,1980-01-02,UZ,,']);
const EVENTS = batchFile('events', []);
const REASON = 'Asked by the ministry';

/** A server with a civil register in force and its first batch. The role is what somebody has who took the server over. */
async function feed(t: TestContext) {
  const server = await startTestServer(t);
  const [first, second, carrier] = await Promise.all([
    server.signInAs('central-member'),
    server.signInAs('central-member'),
    server.signInAs('register-supplier'),
  ]);
  const supplier = newSupplier();
  await registerSupplier(first, second, supplier);
  const batch = signBatch(supplier, [PERSONS]);
  const id = await sendBatch(carrier, batch);
  const role = server.platform.database;
  return { owner: server.owner, role, first, second, carrier, supplier, batch, id };
}

test('an approved release lets its own batch go on and no other, and no batch comes released', async (t) => {
  const { owner, role, first, second, carrier, supplier, batch, id } = await feed(t);
  await owner`update register_batches set status = 'held'`;
  const proposed = await first.call(contract.proposeBatchRelease, {
    params: { id },
    body: { reason: REASON },
  });
  assert.ok(proposed.ok);
  const { proposalId } = proposed.value;
  await approve(second, proposalId);
  await owner`update register_batches set status = 'applied', ended_at = now()`;
  const files = [PERSONS, EVENTS];
  const next = { kind: 'delta', sequence: 2, previous: batch.hash } as const;
  const other = await sendBatch(carrier, signBatch(supplier, files, next));
  await assert.rejects(
    role`update register_batches set hold_proposal_id = ${proposalId} where id = ${other}`,
    /proposal about it/,
  );
  await assert.rejects(
    role`
      insert into register_batches select (jsonb_populate_record(b,
        jsonb_build_object('id', gen_random_uuid(), 'sequence', 3))).*
      from register_batches b where id = ${id}`,
    /proposal about it/,
  );
});

test('an approved supplier brings its own key and no other, and ends by the proposal about it', async (t) => {
  const { role, first, second } = await feed(t);
  const copied = (changes: object) => role`
    insert into register_suppliers select (jsonb_populate_record(s, ${JSON.stringify(changes)}::text::jsonb)).*
    from register_suppliers s limit 1`;
  const key = `\\x${'0'.repeat(64)}`;
  for (const change of [{ name: 'Another' }, { register: 'address' }, { public_key: key }]) {
    await assert.rejects(copied({ id: randomUUID(), ...change }), /what its proposal says/);
  }
  const another = newSupplier('address', 'Address register');
  await registerSupplier(first, second, another);
  const [ended] = await role<{ id: string }[]>`
    select id from register_suppliers where register = 'address'`;
  const proposed = await first.call(contract.proposeSupplierEnd, {
    params: { pack: 'uzbekistan' },
    body: { supplier: ended?.id ?? '', reason: REASON },
  });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  await assert.rejects(
    role`
      update register_suppliers set ended_at = now(), end_proposal_id = ${proposed.value.proposalId}
      where register = 'civil'`,
    /proposal about it/,
  );
});

test('a second country is told to have an installation of its own', async (t) => {
  const { owner, carrier, supplier, id } = await feed(t);
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update register_batches set pack = 'kazakhstan' where id = ${id}`;
  });
  const sent = await announce(carrier, signBatch(supplier, [PERSONS, EVENTS]));
  assert.equal(codeOf(sent), 'register-of-other-country');
  await assert.rejects(
    owner`
      insert into register_batches select (jsonb_populate_record(b,
        jsonb_build_object('id', gen_random_uuid(), 'pack', 'uzbekistan'))).*
      from register_batches b`,
    /one country/,
  );
  await owner`
    update register_batches set status = 'refused', refusal = 'file-altered', ended_at = now()`;
  const again = await announce(carrier, signBatch(supplier, [PERSONS, EVENTS]));
  assert.equal(codeOf(again), 'ok', 'what was refused has left nothing here');
});
