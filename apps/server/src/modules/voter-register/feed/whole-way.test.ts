import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as contract from '@ovoz/contract';
import { ADDRESS_LINES, loaderSettings, personLine } from '../../../../testing/register-batch.ts';
import {
  batchFile,
  newSupplier,
  registerSupplier,
  sendBatch,
  signBatch,
  signChecksums,
} from '../../../../testing/register-supplier.ts';
import { loadSmallNation } from '../../../../testing/small-nation.ts';
import { startTestServer } from '../../../../testing/start-test-server.ts';
import { loadCountryPacks } from '../../geography/public.ts';
import { runLoader } from '../load/start-loader.ts';
import { reconcileTask } from './reconciling.ts';

const PACK = { pack: 'uzbekistan' };
const packs = loadCountryPacks();

/** As docs/guides/register-feed.md tells the register to sum up, from the lines that it sent. */
function checksumOf(lines: readonly string[]): string {
  const sum = lines.reduce((total, line) => {
    const digest = createHash('sha256').update(line.split(',').join('\u001F')).digest();
    return total + digest.readBigInt64BE();
  }, 0n);
  return BigInt.asUintN(64, sum).toString();
}

test('batches come in by the door, are loaded, and compare equal with what the register holds', async (t) => {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  const carrier = await server.signInAs('register-supplier');
  await loadSmallNation(first, second);
  const civil = newSupplier('civil');
  const address = newSupplier('address', 'Address register');
  for (const supplier of [civil, address]) await registerSupplier(first, second, supplier);
  const load = () => runLoader(loaderSettings(server));
  const detailOf = async (id: string) => {
    const answer = await first.call(contract.getRegisterBatch, { params: { id } });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };

  await sendBatch(carrier, signBatch(address, [batchFile('addresses', ADDRESS_LINES)]));
  // Enough people that a death and a change stay within the limits.
  const lines = new Map(
    Array.from({ length: 300 }, (_, index) => [index + 1, personLine(index + 1)] as const),
  );
  lines.set(301, personLine(301, { address_id: '21' }));
  const wrong = personLine(302, { birth_date: '1990-02-30' });
  const full = signBatch(civil, [batchFile('persons', [...lines.values(), wrong])]);
  const fullId = await sendBatch(carrier, full);
  await load();
  const { batch, report, lines: setAside } = await detailOf(fullId);
  assert.equal(batch.status, 'applied');
  assert.equal(report?.outcomes.added, 301);
  assert.deepEqual(setAside, [{ reason: 'date-impossible', count: 1, open: 1 }]);
  const folder = join(server.platform.configuration.dataDirectory, 'register', fullId);
  assert.ok(!existsSync(folder), 'people in clear are gone');

  lines.set(2, personLine(2, { surname: 'Karimova', sex: 'f', national_number: '' }));
  lines.delete(3);
  const delta = signBatch(
    civil,
    [
      batchFile('persons', [lines.get(2) ?? '']),
      batchFile('events', ['3,deceased,2026-11-20,,Act 7']),
    ],
    { kind: 'delta', sequence: 2, previous: full.hash },
  );
  const deltaId = await sendBatch(carrier, delta);
  await load();
  const applied = await detailOf(deltaId);
  assert.equal(applied.batch.status, 'applied', JSON.stringify(applied));

  const home = [...lines].filter(([record]) => record !== 301).map(([, line]) => line);
  const away = [lines.get(301) ?? ''];
  const districts = [
    { territory: '1703202', rows: home.length, checksum: checksumOf(home) },
    { territory: '1706204', rows: away.length, checksum: checksumOf(away) },
  ];
  const checksums = { format: 1, pack: 'uzbekistan', register: 'civil', sequence: 2, districts };
  const sent = await carrier.call(contract.sendChecksums, {
    params: PACK,
    body: signChecksums(civil, { ...checksums, asOf: new Date().toISOString() }),
  });
  assert.ok(sent.ok, JSON.stringify(sent));
  await reconcileTask(server.platform, packs)(null, new AbortController().signal);
  const compared = await first.call(contract.getReconciliation, {
    params: { id: sent.value.reconciliation },
  });
  assert.ok(compared.ok);
  assert.deepEqual(compared.value.differences, []);
  assert.equal(compared.value.reconciliation.differing, 0);
});
