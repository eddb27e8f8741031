import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { present } from '@ovoz/basics';
import type { CountKind } from '@ovoz/election-model';
import { type Database, openDatabase } from '../apps/server/src/platform/database.ts';
import { signingKeyOf, verifyEd25519 } from '../apps/server/src/platform/ed25519.ts';
import { ELECTION, end, freePort, untilAnswers } from './demo-server.ts';
import { median, printFigure, quantile } from './figures.ts';
import { type NationDatabase, openNation, startServerOn } from './nation-database.ts';
import { fillNationalCount } from './national-count.ts';
import { Person } from './paced-calls.ts';
import { type Devices, makeDevices, signPapers } from './signed-papers.ts';

const CONNECTIONS = 16;
const WARM_UP_PACKAGES = 3000;
const PACKAGES = 4000;
const ROUNDS = 3;
/** Goals: packages a second, and the 99th of 100 answers. */
const LEAST_PER_SECOND = 300;
const MOST_MS = 100;
const KEYS_AT_ONCE = 1000;

/**
 * Packages accepted by the server as it is delivered: HTTP, canonical form, signature, form, checks, evidence
 * and commit, each of another protocol. Beside it, in the same run, what the machine can do of its parts.
 */
export async function measurePackages(): Promise<void> {
  const total = WARM_UP_PACKAGES + ROUNDS * PACKAGES;
  console.log(
    `Packages accepted (${CONNECTIONS} connections, ${ROUNDS} rounds of ${PACKAGES.toLocaleString('en')}, each of another protocol)`,
  );
  const nation = await openNation();
  let server: ChildProcess | null = null;
  try {
    const bodies = await preparePackages(nation, total);
    const port = await freePort();
    server = startServerOn(nation, port);
    const origin = `http://127.0.0.1:${port}`;
    await untilPublished(server, origin);
    await sendAll(origin, bodies.splice(0, WARM_UP_PACKAGES));
    const rates: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const took = await sendAll(origin, bodies.splice(0, PACKAGES));
      rates.push(took.perSecond);
      times.push(...took.timesMs);
    }
    await requireAllKept(nation, total);
    report(median(rates), times, verificationsPerSecond(), await commitsPerSecond(nation));
  } finally {
    if (server !== null) await end(server);
    await nation.stop();
  }
}

/** The first publication of a nation is over: from then on pages change as protocols are accepted. */
export async function untilPublished(server: ChildProcess, origin: string): Promise<void> {
  await untilAnswers(server, `${origin}/en/elections/${ELECTION}/stations/`);
  await untilAnswers(server, `${origin}/published/elections/${ELECTION}/results/live.json`);
}

function report(
  perSecond: number,
  times: readonly number[],
  verifications: number,
  commits: number,
): void {
  const unit = 'packages/s';
  const what = 'packages accepted';
  printFigure({
    what,
    value: perSecond,
    unit,
    beside: { what: 'goal', value: LEAST_PER_SECOND },
    goal: { least: 1 },
  });
  const beside = { what: 'bare commits of one row by as many connections', value: commits };
  printFigure({ what, value: perSecond, unit, beside });
  printFigure({
    what,
    value: perSecond,
    unit,
    beside: { what: 'Ed25519 verifications alone, one thread', value: verifications },
  });
  const p99 = quantile(times, 0.99);
  printFigure({ what: '99th of 100 answers', value: p99, unit: 'ms', goal: { most: MOST_MS } });
  printFigure({ what: 'median answer', value: median(times), unit: 'ms' });
}

/**
 * Opens the count of the nation, certifies a key for every station, and signs what they found.
 * @returns bodies to send, from everywhere at once.
 */
export async function preparePackages(
  { owner }: NationDatabase,
  total: number,
  counts: readonly CountKind[] = ['hand'],
): Promise<string[]> {
  await fillNationalCount(owner, () => false);
  await owner`
    update elections set clock_set_at = now(), clock_speed = 1, clock_shows = (
      select max(closes_at) from result_protocols where election = ${ELECTION}) + interval '1 hour'
    where code = ${ELECTION}`;
  const [clock] = await owner<{ shows: Date }[]>`
    select clock_shows as shows from elections where code = ${ELECTION}`;
  const madeAt = present(clock, 'the election has a clock').shows.toISOString();
  const devices = await makeDevices(owner);
  await certifyKeys(owner, devices);
  const papers = signPapers(devices, madeAt, counts);
  if (papers.length < total) throw new Error(`there are ${papers.length} protocols, not ${total}`);
  return papers.slice(0, total).map(({ text }) => JSON.stringify({ package: text }));
}

/** As owner of the database and many rows at once: certifying is not what is measured. */
async function certifyKeys(owner: Database, { stations, keys }: Devices): Promise<void> {
  const people = await owner<{ id: string }[]>`select id from people limit 2`;
  const [first, second] = people.map(({ id }) => id);
  const proposal = randomUUID();
  await owner`insert into proposals (id, kind, subject, subject_key, territory_path, election, reason,
      content, content_hash, proposed_by, proposed_at, expires_at, status)
    values (${proposal}, 'certify-station-keys', 'all', 'all', 'UZ', ${ELECTION}, 'for a benchmark', '{}',
      ${Buffer.alloc(32)}, ${first ?? null}, now(), now() + interval '1 day', 'waiting')`;
  await owner`update proposals set status = 'approved', decided_by = ${second ?? null}, decided_at = now()
    where id = ${proposal}`;
  const rows = stations.map(({ number, territoryPath }) => {
    const { publicKey, fingerprint } = present(keys.get(number), 'every station has its key');
    return {
      fingerprint: Buffer.from(fingerprint, 'hex'),
      election: ELECTION,
      station: number,
      territory_path: territoryPath,
      public_key: publicKey,
      valid_from: '2026-01-01',
      valid_until: '2028-01-01',
      proposal_id: proposal,
      proposed_by: first ?? null,
      approved_by: second ?? null,
      certified_at: new Date(),
    };
  });
  for (let from = 0; from < rows.length; from += KEYS_AT_ONCE) {
    await owner`insert into station_keys ${owner(rows.slice(from, from + KEYS_AT_ONCE))}`;
  }
}

/** Sends every body once, over kept connections. @throws when one is not received. */
export async function sendAll(origin: string, bodies: readonly string[]) {
  const waiting = bodies.map((body) => JSON.parse(body) as unknown);
  const timesMs: number[] = [];
  const began = performance.now();
  const devices = Array.from({ length: CONNECTIONS }, () => new Person(origin, ''));
  await Promise.all(
    devices.map(async (device) => {
      for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
        const sentAt = performance.now();
        const answer = await device.call('POST', `/api/elections/${ELECTION}/packages`, body);
        timesMs.push(performance.now() - sentAt);
        const { outcome } = answer as { outcome: string };
        if (outcome !== 'received') throw new Error(`a package came to ${outcome}`);
      }
    }),
  );
  const perSecond = bodies.length / ((performance.now() - began) / 1000);
  for (const device of devices) device.leave();
  return { perSecond, timesMs };
}

async function requireAllKept({ owner }: NationDatabase, total: number): Promise<void> {
  const [kept] = await owner<{ packages: number; facts: number }[]>`
    select (select count(*)::integer from result_packages) as packages,
      (select count(*)::integer from evidence_facts where event_type = 'protocols.version-received') as facts`;
  if (kept?.packages === total && kept.facts === total) return;
  throw new Error(`${JSON.stringify(kept)} were kept of ${total}`);
}

/** As many as packages in a round, by one thread, as the server verifies them. */
function verificationsPerSecond(): number {
  const { publicKey, sign } = signingKeyOf(randomBytes(32));
  const message = randomBytes(1000);
  const signature = sign(message);
  const began = performance.now();
  for (let count = 0; count < PACKAGES; count += 1) verifyEd25519(publicKey, message, signature);
  return PACKAGES / ((performance.now() - began) / 1000);
}

/** As many as packages in a round, a row of the same size each, by as many connections. */
async function commitsPerSecond({ url, owner }: NationDatabase): Promise<number> {
  await owner`create table bare_commits (id uuid primary key, bytes bytea not null)`;
  const database = openDatabase(url, 'owner');
  const bytes = randomBytes(1000);
  let waiting = PACKAGES;
  const commit = async (): Promise<void> => {
    while (waiting > 0) {
      waiting -= 1;
      await database`insert into bare_commits values (${randomUUID()}, ${bytes})`;
    }
  };
  await database`insert into bare_commits values (${randomUUID()}, ${bytes})`;
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, commit));
  const perSecond = PACKAGES / ((performance.now() - began) / 1000);
  await database.end({ timeout: 5 });
  return perSecond;
}
