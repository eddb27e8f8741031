import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { createClient } from '@ovoz/client';
import { acceptInvitation, openInvitation } from '@ovoz/contract';
import { smallStationsCsv, territoriesCsv } from '../../apps/server/testing/small-nation.ts';
import { oneTimeCode } from './one-time-code.ts';
import { folderFor, OVOZ, runOvoz } from './run-ovoz.ts';

const PASSWORD = 'four horses under one roof';
const FIRST = 'aziza.karimova';
const SECOND = 'bobur.tohirov';

test('an installation from nothing, its backup, and the same installation again', async (t) => {
  const folder = folderFor(t);
  const data = ['--data', join(folder, 'data')];
  // Neither a database of the machine nor one of the test runner: the embedded one.
  const alone = { DATABASE_URL: '' };
  const init = ['init', '--country', 'uzbekistan'].concat(
    ['--first', `${FIRST}:Aziza Karimova`],
    ['--second', `${SECOND}:Bobur Tohirov`],
  );

  const early = await runOvoz([...init, ...data], alone);
  assert.match(early.err, /schema-missing.*npm run ovoz -- migrate/);
  const migrated = await runOvoz(['migrate', ...data], alone);
  assert.equal(migrated.exitCode, 0, migrated.err);
  assert.match(migrated.out, /Applied:\n {2}0001_platform\.sql/);
  assert.match((await runOvoz(['migrate', ...data], alone)).out, /nothing was to be done/);
  const wrong = await runOvoz([...init.slice(0, -1), `${FIRST}:Somebody`, ...data], alone);
  assert.match(wrong.err, /founders-invalid.*same person/);
  const founded = await runOvoz([...init, ...data, '--json'], alone);
  assert.equal(founded.exitCode, 0, founded.out);
  const people = founded.json()['people'] as { username: string; invitation: string }[];
  assert.deepEqual(
    people.map(({ username }) => username),
    [FIRST, SECOND],
  );
  assert.match((await runOvoz([...init, ...data], alone)).err, /installation-exists/);

  const [port, adminPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${adminPort}`;
  const server = await serve(t, ...data, '--port', String(port), '--admin-port', String(adminPort));
  const secrets = await Promise.all(
    people.map(({ invitation }) => accept(origin, invitation.split('#')[1] ?? '')),
  );
  const as = (person: 0 | 1, steps: 0 | 1) => ({
    OVOZ_SERVER: origin,
    OVOZ_USERNAME: people[person]?.username ?? '',
    OVOZ_PASSWORD: PASSWORD,
    OVOZ_CODE: oneTimeCode(secrets[person] ?? '', steps),
  });

  writeFileSync(join(folder, 'territories.csv'), territoriesCsv());
  writeFileSync(join(folder, 'stations.csv'), smallStationsCsv());
  const country = ['--country', 'uzbekistan'];
  const reason = ['--reason', 'The first geography'];
  const imported = await runOvoz(['import', 'geography', folder, ...country, ...reason], as(0, 0));
  assert.equal(imported.exitCode, 0, imported.err);
  const propose = ['propose', 'geography', ...country, '--version', '1', ...reason, '--json'];
  const proposed = await runOvoz(propose, as(0, 1));
  assert.equal(proposed.exitCode, 0, proposed.out);
  const id = String(proposed.json()['proposalId']);
  const approved = await runOvoz(['approve', id, '--yes'], as(1, 0));
  assert.equal(approved.exitCode, 0, approved.err);
  const replayed = await runOvoz(['proposals'], as(1, 0));
  assert.match(replayed.err, /wrong-credentials/, 'a code works once');

  const backup = join(folder, 'backup');
  const busy = await runOvoz(['migrate', ...data], alone);
  assert.match(busy.err, /data-folder-locked/);
  const taken = await runOvoz(['backup', '--out', backup, ...data], alone);
  assert.equal(taken.exitCode, 0, taken.err);
  assert.match(taken.out, /The keys are NOT in it/);
  assert.deepEqual(await server.stop(), [0, null]);

  const other = ['--data', join(folder, 'other')];
  const restored = await runOvoz(['restore', backup, ...other], alone);
  assert.equal(restored.exitCode, 0, restored.err);
  assert.match(restored.out, /All counts agree/);
  assert.match((await runOvoz(['restore', backup, ...other], alone)).err, /database-not-empty/);
  cpSync(join(folder, 'data', 'keys'), join(folder, 'other', 'keys'), { recursive: true });
  const again = await serve(t, ...other, '--port', String(port), '--admin-port', String(adminPort));
  const out = join(folder, 'out');
  const exported = await runOvoz(['export', 'geography', ...country, '--out', out], as(1, 1));
  assert.equal(exported.exitCode, 0, exported.err);
  assert.deepEqual(readdirSync(out), ['stations.csv', 'territories.csv']);
  assert.deepEqual(await again.stop(), [0, null]);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** `ovoz serve` as its own process, once it answers. */
async function serve(t: TestContext, ...options: string[]) {
  const child = spawn(process.execPath, [OVOZ, 'serve', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: '', OVOZ_LOG: 'silent' },
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'close');
  const running = new Promise<boolean>((resolve) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      if (line.includes('Ovoz is running')) resolve(true);
    });
    lines.on('close', () => resolve(false));
  });
  assert.ok(await running, 'the server runs');
  return {
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Accepts an invitation as its page does. @returns the address of the one-time-code secret. */
async function accept(origin: string, token: string): Promise<string> {
  const client = createClient({ origin, fetch });
  const opened = await client.call(openInvitation, { body: { token } });
  assert.ok(opened.ok, JSON.stringify(opened));
  const { otpauthUri } = opened.value;
  // The code of half a minute ago, so that this one and the next are left for two sign-ins.
  const code = oneTimeCode(otpauthUri, -1);
  const accepted = await client.call(acceptInvitation, {
    body: { token, password: PASSWORD, code },
  });
  assert.ok(accepted.ok, JSON.stringify(accepted));
  return otpauthUri;
}
