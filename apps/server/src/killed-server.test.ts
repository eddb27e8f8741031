import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import { constituencyProtocol } from '../testing/count-protocols.ts';
import { openSmallCount, smallProtocol } from '../testing/small-count.ts';
import { ELECTION } from '../testing/small-election.ts';
import type { TestPerson } from '../testing/start-test-server.ts';
import {
  certifiedDevices,
  definitionHash,
  type StationDevice,
  signedBy,
} from '../testing/station-device.ts';
import { openDatabase } from './platform/database.ts';
import { runningClusterUrl } from './platform/embedded-postgres-cluster.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const STATIONS = 40;
const VERSIONS = 3;
const CONNECTIONS = 8;
const KILLS = 3;
const POLL_MS = 20;

/** Packages of one protocol in the order in which they are sent. */
type Chain = readonly string[];
type Receipts = Map<string, string>;

test('a server that is killed under load loses no acknowledged package and counts none twice', {
  timeout: 180_000,
}, async (t) => {
  const data = temporaryFolder(t);
  const port = await freePort();
  let server = await startServer(t, data, port);
  const chains = await prepareChains(`http://127.0.0.1:${port}`);
  const all = chains.flat();
  const receipts: Receipts = new Map();
  for (let kill = 0; kill < KILLS; kill += 1) {
    const left = all.length - receipts.size;
    const moment = 1 + Math.floor((Math.random() * left) / (KILLS - kill));
    t.diagnostic(`killed when ${receipts.size + moment} of ${all.length} were acknowledged`);
    await sendAll(port, chains, receipts, () => {
      if (receipts.size === all.length - left + moment) server.kill('SIGKILL');
    });
    await ended(server);
    server = await startServer(t, data, port);
  }
  await sendAll(port, chains, receipts, () => {});
  assert.equal(receipts.size, all.length);

  const again: Receipts = new Map();
  await sendAll(port, chains, again, () => {});
  assert.deepEqual(again, receipts, 'the same receipts');
  await checkDatabase(data, receipts, chains);
  server.kill('SIGTERM');
  await ended(server);
});

/** Sends what has no receipt yet, several protocols at a time, until all is sent or the server is gone. */
async function sendAll(
  port: number,
  chains: readonly Chain[],
  receipts: Receipts,
  acknowledged: () => void,
): Promise<void> {
  const waiting = [...chains];
  const work = async (): Promise<void> => {
    for (let chain = waiting.pop(); chain !== undefined; chain = waiting.pop()) {
      for (const text of chain.filter((one) => !receipts.has(one))) {
        const receipt = await send(port, text);
        if (receipt === null) return;
        receipts.set(text, receipt);
        acknowledged();
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
}

/** The receipt as it came; null when the server did not answer. */
async function send(port: number, text: string): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/elections/${ELECTION}/packages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ package: text }),
    });
    const answer = await response.text();
    assert.equal(response.status, 200, answer);
    return answer;
  } catch (error) {
    // The Fetch standard reports a broken connection as a TypeError.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Everything is there once, whole, and as it was acknowledged. */
async function checkDatabase(
  data: string,
  receipts: Receipts,
  chains: readonly Chain[],
): Promise<void> {
  const owner = openDatabase(runningClusterUrl(join(data, 'database')), 'owner');
  try {
    const packages = await owner<{ hash: string; fact: string; recorded: number; text: string }[]>`
      select encode(k.hash, 'hex') as hash, encode(k.fact_hash, 'hex') as fact,
        convert_from(k.bytes, 'UTF8') as text, (
          select count(*)::integer from evidence_facts f where f.hash = k.fact_hash
            and strpos(convert_from(f.bytes, 'UTF8'), encode(k.hash, 'hex')) > 0) as recorded
      from result_packages k`;
    assert.equal(packages.length, receipts.size, 'every package is there once');
    for (const { hash, fact, recorded, text } of packages) {
      const receipt = JSON.parse(receipts.get(text) ?? 'null');
      assert.deepEqual([receipt.hash, receipt.fact, recorded], [hash, fact, 1]);
    }
    const [facts] = await owner`
      select count(*)::integer as facts from evidence_facts
      where event_type in ('protocols.version-received', 'protocols.alarm-raised')`;
    assert.equal(facts?.['facts'], packages.length, 'a fact for each package');
    const [slots] = await owner`
      select count(*)::integer as moved from result_protocols where status = 'received'
        and version = ${VERSIONS} and latest = ${VERSIONS}`;
    assert.equal(slots?.['moved'], chains.length, 'every protocol stands at its last version');
    const [wrong] = await owner`
      select count(*)::integer as wrong from result_protocols p
      where revision <> 1 + (select count(*) from result_packages k where k.election = p.election
          and k.contest = p.contest and k.station = p.station and k.count = p.count)
        or alarms <> (select count(*) from result_alarms a where a.station = p.station
          and a.contest = p.contest and a.count = p.count)`;
    assert.equal(wrong?.['wrong'], 0, 'no protocol is half-written');
    const [alarms] = await owner`select count(*)::integer as alarms from result_alarms`;
    assert.equal(alarms?.['alarms'], chains.filter(({ length }) => length > VERSIONS).length);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** Opens a count, and signs some versions of every protocol of it; now and then a version twice. */
async function prepareChains(origin: string): Promise<readonly Chain[]> {
  const [first, second] = [
    await signIn(origin, 'demo.central'),
    await signIn(origin, 'demo.central2'),
  ];
  await openSmallCount(first, second);
  const stations = Array.from({ length: STATIONS }, (_, index) => String(index + 1));
  const devices = await certifiedDevices(first, second, stations);
  const definition = await definitionHash(first);
  return devices.flatMap((device, index) =>
    (['party-list', 'constituency'] as const).map((contest) => {
      const versions = Array.from({ length: VERSIONS }, (_, version) =>
        packageOf(device, definition, contest, version + 1),
      );
      const other = packageOf(device, definition, contest, VERSIONS, '2026-12-28T05:00:00.000Z');
      return index % 10 === 0 ? [...versions, other] : versions;
    }),
  );
}

function packageOf(
  device: StationDevice,
  definition: string,
  contest: 'party-list' | 'constituency',
  version: number,
  madeAt = '2026-12-28T06:00:00.000Z',
): string {
  const content = contest === 'party-list' ? smallProtocol() : constituencyProtocol();
  return signedBy(device, definition, { contest, version, content, madeAt }).text;
}

async function signIn(origin: string, username: string): Promise<TestPerson> {
  const cookies = new Map<string, string>();
  const client = createClient({
    origin,
    fetch: async (url, init) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...(init.headers as Record<string, string>), cookie };
      const response = await fetch(url, { ...init, headers });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return response;
    },
  });
  const answer = await client.call(contract.signInToDemo, { body: { username } });
  assert.ok(answer.ok, JSON.stringify(answer));
  return { ...client, personId: '', username, name: username };
}

/** A demonstration with its two founders, as a process of its own with a database of its own. */
async function startServer(t: TestContext, data: string, port: number): Promise<ChildProcess> {
  const options = ['--demo-default', '--demo-empty', '--data', data, '--port', String(port)];
  const child = spawn(process.execPath, [MAIN, ...options], {
    env: { PATH: process.env['PATH'], OVOZ_LOG: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  for (;;) {
    assert.equal(child.exitCode, null, 'the server starts');
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return child;
    await pause(POLL_MS);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-killed-'));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return folder;
}
