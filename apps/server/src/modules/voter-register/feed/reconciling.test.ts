import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as contract from '@ovoz/contract';
import { codeOf } from '../../../../testing/outcome.ts';
import {
  batchFile,
  newSupplier,
  registerSupplier,
  sendBatch,
  signBatch,
  signChecksums,
} from '../../../../testing/register-supplier.ts';
import { startTestServer, type TestServer } from '../../../../testing/start-test-server.ts';
import { loadCountryPacks } from '../../geography/public.ts';
import { reconcileTask } from './reconciling.ts';

const PACK = { pack: 'uzbekistan' };
const packs = loadCountryPacks();

/** A civil register whose first batch was applied: two voters in one district and one in another. */
async function applied(t: TestContext) {
  const server = await startTestServer(t);
  const [first, second, carrier] = await Promise.all([
    server.signInAs('central-member'),
    server.signInAs('central-member'),
    server.signInAs('register-supplier'),
  ]);
  const supplier = newSupplier();
  await registerSupplier(first, second, supplier);
  await sendBatch(carrier, signBatch(supplier, [batchFile('persons', [])]));
  await server.owner`update register_batches set status = 'applied', ended_at = now()`;
  await insertVoter(server, 1, 'UZ/1703/1703202', '5');
  await insertVoter(server, 2, 'UZ/1703/1703202', '-7');
  await insertVoter(server, 3, 'UZ/1706/1706204', '11');
  const send = (districts: readonly (readonly [string, number, string])[], sequence = 1) =>
    carrier.call(contract.sendChecksums, {
      params: PACK,
      body: signChecksums(supplier, {
        format: 1,
        pack: 'uzbekistan',
        register: 'civil',
        sequence,
        asOf: '2026-11-22T00:00:00.000Z',
        districts: districts.map(([territory, rows, checksum]) => ({ territory, rows, checksum })),
      }),
    });
  const compare = () => reconcileTask(server.platform, packs)(null, new AbortController().signal);
  return { server, first, carrier, supplier, send, compare };
}

async function insertVoter({ owner }: TestServer, id: number, path: string, hash: string) {
  await owner`
    insert into voters (id, record_id, sealed, surname, given, patronymic, sex, birth_date, citizenship,
      search_key, skeleton_key, territory_path, region_path, status, source_hash)
    values (${id}, ${id}, '', 'Karimov', 'Aziz', '', 'm', '1980-01-02', 'UZ', 'karimov aziz', 'krmv z', ${path},
      ${path.split('/').slice(0, 2).join('/')}, 'registered', ${hash}::bigint)`;
}

/** 5 - 7 modulo 2^64. */
const BOTH = '18446744073709551614';

test('equal checksums leave no district that differs, and a public fact', async (t) => {
  const { server, first, send, compare } = await applied(t);
  const sent = await send([
    ['1703202', 2, BOTH],
    ['1706204', 1, '11'],
  ]);
  assert.ok(sent.ok, JSON.stringify(sent));
  const before = await first.call(contract.listReconciliations, { params: PACK });
  assert.ok(before.ok);
  assert.equal(before.value.reconciliations[0]?.comparedAt, null);
  await compare();
  await compare();
  const after = await first.call(contract.listReconciliations, { params: PACK });
  assert.ok(after.ok);
  assert.equal(after.value.reconciliations[0]?.differing, 0);
  const facts = await server.owner`
    select 1 from evidence_facts where event_type = 'voter-register.checksums-compared'`;
  assert.equal(facts.length, 1);
});

test('districts that differ are named, with both sides', async (t) => {
  const { first, send, compare } = await applied(t);
  const sent = await send([
    ['1703202', 2, '5'],
    ['1708201', 4, '9'],
  ]);
  assert.ok(sent.ok);
  await compare();
  const params = { id: sent.value.reconciliation };
  const shown = await first.call(contract.getReconciliation, { params });
  assert.ok(shown.ok);
  assert.equal(shown.value.reconciliation.differing, 3);
  assert.deepEqual(
    shown.value.differences.map(({ territory, theirs, ours }) => [
      territory,
      theirs?.rows ?? null,
      ours?.rows ?? null,
    ]),
    [
      ['1703202', 2, 2],
      ['1706204', null, 1],
      ['1708201', 4, null],
    ],
  );
});

test('checksums of another moment, or by another key, are refused', async (t) => {
  const { carrier, send } = await applied(t);
  assert.equal(codeOf(await send([['1703202', 2, BOTH]], 2)), 'checksums-outdated');
  const body = signChecksums(newSupplier(), {
    format: 1,
    pack: 'uzbekistan',
    register: 'civil',
    sequence: 1,
    asOf: '2026-11-22T00:00:00.000Z',
    districts: [{ territory: '1703202', rows: 2, checksum: BOTH }],
  });
  const foreign = await carrier.call(contract.sendChecksums, { params: PACK, body });
  assert.equal(codeOf(foreign), 'signature-wrong');
  const spaced = { ...body, checksums: ` ${body.checksums}` };
  const odd = await carrier.call(contract.sendChecksums, { params: PACK, body: spaced });
  assert.equal(codeOf(odd), 'checksums-malformed');
});

test('what a newer batch has overtaken is not compared', async (t) => {
  const { server, first, send, compare } = await applied(t);
  assert.ok((await send([['1703202', 2, '5']])).ok);
  await server.owner`
    insert into register_batches (id, pack, register, sequence, kind, supplier, manifest, manifest_hash, signature,
      as_of, received_at, status, ended_at)
    select gen_random_uuid(), pack, register, 2, 'delta', supplier, manifest, decode(repeat('02', 32), 'hex'),
      signature, as_of, received_at, 'applied', now() from register_batches`;
  await compare();
  const listed = await first.call(contract.listReconciliations, { params: PACK });
  assert.ok(listed.ok);
  assert.equal(listed.value.reconciliations[0]?.comparedAt, null);
});

test('a week without a comparison is marked', async (t) => {
  const { server, first, send, compare } = await applied(t);
  const civil = async () => {
    const page = await first.call(contract.listRegisterBatches, { params: PACK, query: {} });
    assert.ok(page.ok);
    return page.value.feeds.find(({ register }) => register === 'civil')?.isOverdue;
  };
  const { owner } = server;
  assert.equal(await civil(), false);
  await owner`update register_batches set ended_at = now() - interval '8 days'`;
  assert.equal(await civil(), true);
  assert.ok((await send([['1703202', 2, '5']])).ok);
  assert.equal(await civil(), true, 'it is not compared yet');
  await compare();
  assert.equal(await civil(), false);
  await owner`update register_reconciliations set compared_at = now() - interval '8 days'`;
  assert.equal(await civil(), true);
});
