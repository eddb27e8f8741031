import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as contract from '@ovoz/contract';
import { approve } from '../../apps/server/testing/small-nation.ts';
import { startTestServer } from '../../apps/server/testing/start-test-server.ts';
import { type Ended, folderFor, runOvoz } from './run-ovoz.ts';

const PACK = { pack: 'uzbekistan' };
const HEADER =
  'record_id,national_number,document_number,surname,given,patronymic,sex,birth_date,citizenship,address_id,flat';

/** A server on a socket, a folder with a key that two people registered, and `ovoz` as the supplier. */
async function startFor(t: TestContext) {
  const server = await startTestServer(t);
  const [first, second, carrier] = await Promise.all([
    server.signInAs('central-member'),
    server.signInAs('central-member'),
    server.signInAs('register-supplier'),
  ]);
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  const ovoz = (...args: string[]): Promise<Ended> =>
    runOvoz([...args, '--server', `http://127.0.0.1:${port}`, '--demo', carrier.username]);
  const folder = folderFor(t);
  const key = join(folder, 'register.pem');
  const made = await runOvoz(['register', 'keygen', '--key', key, '--json']);
  assert.equal(made.exitCode, 0, made.out + made.err);
  const proposed = await first.call(contract.proposeRegisterSupplier, {
    params: PACK,
    body: {
      register: 'civil',
      name: 'Civil register',
      publicKey: String(made.json()['publicKey']),
      reason: 'Fingerprint compared',
    },
  });
  assert.ok(proposed.ok);
  await approve(second, proposed.value.proposalId);
  return { server, port, first, carrier, ovoz, folder, key };
}

function writeDay(folder: string, name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'persons.csv'), `${[HEADER, ...rows].join('\n')}\n`);
  return path;
}

test('a register makes its key, signs a folder and sends it, once', async (t) => {
  const { server, ovoz, folder, key } = await startFor(t);
  const again = await runOvoz(['register', 'keygen', '--key', key]);
  assert.match(again.err, /file-exists/);
  const day = writeDay(folder, 'day-1', ['1,,AA1,Karimov,Aziz,,m,1980-01-02,UZ,,']);
  const unsigned = await ovoz('register', 'push', day, '--no-wait');
  assert.match(unsigned.err, /batch-not-signed/);
  const sign = ['register', 'sign', day, '--key', key];
  const unknown = await runOvoz(sign);
  assert.match(unknown.err, /sequence-unknown/);
  const signed = await runOvoz([...sign, '--country', 'uzbekistan', '--register', 'civil']);
  assert.equal(signed.exitCode, 0, signed.err);
  assert.match(signed.out, /Batch 1 of the civil register, full, 1 rows/);

  const sent = await ovoz('register', 'push', day, '--no-wait');
  assert.equal(sent.exitCode, 0, sent.err);
  assert.match(sent.out, /received/);
  const twice = await ovoz('register', 'push', day, '--no-wait');
  assert.equal(twice.exitCode, 0, twice.err);
  const [row] = await server.owner<{ count: number }[]>`
    select count(*)::integer as count from register_batches`;
  assert.equal(row?.count, 1);

  const status = await ovoz('register', 'status', '--country', 'uzbekistan');
  assert.match(status.out, /civil 1, full, 1 rows: received/);

  const next = writeDay(folder, 'day-2', []);
  const delta = await runOvoz(['register', 'sign', next, '--key', key, '--after', day]);
  assert.match(delta.out, /Batch 2 of the civil register, delta, 0 rows/);
  const early = await ovoz('register', 'push', next, '--no-wait');
  assert.match(early.err, /batch-before-open/);
});

test('a file that changed after it was signed is refused', async (t) => {
  const { ovoz, folder, key } = await startFor(t);
  const day = writeDay(folder, 'day-1', ['1,,AA1,Karimov,Aziz,,m,1980-01-02,UZ,,']);
  await runOvoz([
    'register',
    'sign',
    day,
    '--key',
    key,
    '--country',
    'uzbekistan',
    '--register',
    'civil',
  ]);
  const file = join(day, 'persons.csv');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Karimov', 'Kamilov'));
  const sent = await ovoz('register', 'push', day, '--no-wait');
  assert.equal(sent.exitCode, 1);
  assert.match(sent.err, /file-altered/);
});

test('a line that breaks in the middle of a piece leaves what came, and the next push goes on', async (t) => {
  const { server, port, carrier, ovoz, folder, key } = await startFor(t);
  const rows = Array.from(
    { length: 2000 },
    (_, at) => `${at + 1},,,Karimov,Aziz,,m,1980-01-02,UZ,,`,
  );
  const day = writeDay(folder, 'day-1', rows);
  await runOvoz([
    'register',
    'sign',
    day,
    '--key',
    key,
    '--country',
    'uzbekistan',
    '--register',
    'civil',
  ]);
  const announced = await carrier.call(contract.announceBatch, {
    params: PACK,
    body: {
      manifest: readFileSync(join(day, 'manifest.json'), 'utf8'),
      signature: readFileSync(join(day, 'manifest.sig'), 'utf8').trim(),
    },
  });
  assert.ok(announced.ok);
  const { batch } = announced.value;
  const bytes = readFileSync(join(day, 'persons.csv'));
  const half = Math.floor(bytes.length / 2);
  const received = async () => {
    const answer = await carrier.call(contract.getRegisterBatch, { params: { id: batch } });
    assert.ok(answer.ok);
    assert.equal(answer.value.batch.status, 'arriving');
    return answer.value.files[0]?.received;
  };
  const cookie = await cookieOf(port, carrier.username);
  const hangUp = startSending(port, cookie, batch, bytes.subarray(0, half), bytes.length);
  for (let look = 0; (await received()) !== half && look < 100; look += 1) await wait(50);
  hangUp();
  assert.equal(await received(), half);

  const sent = await ovoz('register', 'push', day, '--no-wait');
  assert.equal(sent.exitCode, 0, sent.err);
  const folderThere = join(server.platform.configuration.dataDirectory, 'register', batch);
  assert.deepEqual(readFileSync(join(folderThere, 'persons.csv')), bytes);
});

async function cookieOf(port: number, username: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** Announces more bytes than it sends. @returns breaks the line */
function startSending(
  port: number,
  cookie: string,
  batch: string,
  bytes: Uint8Array,
  announcedLength: number,
): () => void {
  const path = `/api/register-batches/${batch}/files/persons.csv?offset=0`;
  const headers = {
    cookie,
    'content-type': 'application/octet-stream',
    'content-length': String(announcedLength),
  };
  const call = request({ host: '127.0.0.1', port, path, method: 'PUT', headers });
  call.on('error', () => {});
  call.write(bytes);
  return () => call.destroy();
}
