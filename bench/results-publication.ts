import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { acceptProtocols, type PublishedArea } from '@ovoz/contract';
import autocannon from 'autocannon';
import { type DemoClient, signInDemo } from '../apps/server/src/demo/demo-client.ts';
import { DEMO_FOUNDERS } from '../apps/server/src/demo/demo-people.ts';
import { resultsFolderOf } from '../apps/server/src/modules/publication/results/open-results.ts';
import { siteFolder } from '../apps/server/src/platform/sites.ts';
import { ELECTION, end, freePort, untilAnswers } from './demo-server.ts';
import { median, printFigure } from './figures.ts';
import { type NationDatabase, openNation, startServerOn } from './nation-database.ts';
import { fillNationalCount } from './national-count.ts';

const ROUNDS = 3;
/** Accepted in one call and calls a second: the 300 protocols a second of a night at its height. */
const ACCEPTED_AT_ONCE = 30;
const CALLS_A_SECOND = 10;
const SECONDS_A_ROUND = 5;
const MOST_DELAY_MS = 2000;
const LIMIT_MS = 300_000;
const POLL_MS = 25;
const REST_MS = 12_000;
const LEAST_RATIO = 0.5;
const CONNECTIONS = 32;
const SERVING_SECONDS = 6;

/** How soon figures are public, and how fast our own server hands them out. */
export async function measurePublication(): Promise<void> {
  console.log('Publication of results');
  const nation = await openNation();
  let server: ChildProcess | null = null;
  try {
    const protocols = await fillNationalCount(nation.owner);
    const waiting = await sendBack(
      nation,
      ROUNDS * SECONDS_A_ROUND * CALLS_A_SECOND * ACCEPTED_AT_ONCE,
    );
    const port = await freePort();
    const opened = performance.now();
    server = startServerOn(nation, port);
    await untilAnswers(server, `http://127.0.0.1:${port}/readyz`);
    const before = protocols - waiting.length;
    await untilCounted(nation, before);
    printFigure({
      what: 'from the start of the server to all stations published',
      value: performance.now() - opened,
      unit: 'ms',
    });
    await wait(REST_MS);
    await measureDelay(nation, waiting, before);
    await measureServing(nation, `http://127.0.0.1:${port}`);
  } finally {
    if (server !== null) await end(server);
    await nation.stop();
  }
}

type Waiting = {
  readonly contest: string;
  readonly station: string;
  readonly count: 'hand' | 'machine';
  readonly hash: string;
};

/** Protocols that are there and wait for a decision again, from all over the country. */
async function sendBack({ owner }: NationDatabase, number: number): Promise<readonly Waiting[]> {
  await owner`
    update elections set clock_set_at = now(), clock_speed = 1, clock_shows = (
      select max(closes_at) from result_protocols where election = ${ELECTION}) + interval '1 hour'
    where code = ${ELECTION}`;
  return owner<Waiting[]>`
    update result_protocols p set status = 'received', revision = revision + 1, changed_at = now()
    from (select contest, station from result_protocols where errors = 0
      order by md5(station || contest) limit ${number}) chosen
    where p.election = ${ELECTION} and p.contest = chosen.contest and p.station = chosen.station
    returning p.contest, p.station, p.count, encode(p.package_hash, 'hex') as hash`;
}

/** Protocols that count, as the published file of the nation says; 0 before there is one. */
function publishedCount({ dataDirectory }: NationDatabase): number {
  try {
    const path = join(resultsFolderOf(dataDirectory, ELECTION), 'nation.json');
    const { totals } = JSON.parse(readFileSync(path, 'utf8')) as PublishedArea;
    return totals.reduce((sum, { stationsCounted }) => sum + stationsCounted, 0);
  } catch {
    return 0;
  }
}

async function untilCounted(nation: NationDatabase, protocols: number): Promise<void> {
  const limit = performance.now() + LIMIT_MS;
  while (publishedCount(nation) < protocols) {
    if (performance.now() > limit) throw new Error(`only ${publishedCount(nation)} are published`);
    await wait(POLL_MS);
  }
}

/** Protocols are accepted at the pace of a night; how long after the last answer the nation's file has it. */
async function measureDelay(
  nation: NationDatabase,
  waiting: readonly Waiting[],
  before: number,
): Promise<void> {
  const person = await signInDemo(nation.app, DEMO_FOUNDERS[0].username);
  const delays: number[] = [];
  const each = waiting.length / ROUNDS;
  for (let round = 0; round < ROUNDS; round += 1) {
    await acceptAtPace(person, waiting.slice(round * each, (round + 1) * each));
    const accepted = performance.now();
    await untilCounted(nation, before + (round + 1) * each);
    delays.push(performance.now() - accepted);
    // Tables and pages catch up.
    await wait(REST_MS);
  }
  printFigure({
    what: `last protocol accepted to national file published, at ${ACCEPTED_AT_ONCE * CALLS_A_SECOND} acceptances a second, worst of ${ROUNDS}`,
    value: Math.max(...delays),
    unit: 'ms',
    goal: { most: MOST_DELAY_MS },
  });
  printFigure({ what: 'the same, median', value: median(delays), unit: 'ms' });
}

async function acceptAtPace(person: DemoClient, protocols: readonly Waiting[]): Promise<void> {
  const startedMs = performance.now();
  const calls: Promise<unknown>[] = [];
  for (let from = 0; from < protocols.length; from += ACCEPTED_AT_ONCE) {
    const items = protocols.slice(from, from + ACCEPTED_AT_ONCE);
    const call = person.call(acceptProtocols, {
      params: { code: ELECTION },
      body: { protocols: items.map((one) => ({ ...one, reason: null })) },
    });
    calls.push(call);
    const dueMs = startedMs + (calls.length * 1000) / CALLS_A_SECOND;
    await wait(Math.max(0, dueMs - performance.now()));
  }
  await Promise.all(calls);
}

/** Requests a second of published files from our own server and from nginx, one after the other, in turns. */
async function measureServing(nation: NationDatabase, origin: string): Promise<void> {
  const nginx = await startNginx(nation);
  if (nginx === null) {
    console.log('  (nginx is not installed: nothing to compare with)');
    return;
  }
  try {
    const results = `/published/elections/${ELECTION}/results`;
    const page = `/en/elections/${ELECTION}/results/index.html`;
    await compare('national figures (JSON)', origin, nginx.origin, `${results}/nation.json`);
    if (existsSync(join(siteFolder(nation.dataDirectory), page))) {
      await compare('national page (HTML)', origin, nginx.origin, page);
    } else console.log('  (the pages are not built: npm run build)');
    await compare('live.json', origin, nginx.origin, `${results}/live.json`);
  } finally {
    await nginx.stop();
  }
}

async function compare(what: string, ours: string, nginx: string, path: string): Promise<void> {
  const rates = { ours: [] as number[], nginx: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.nginx.push(await requestsPerSecond(`${nginx}${path}`));
    rates.ours.push(await requestsPerSecond(`${ours}${path}`));
  }
  printFigure({
    what: `${what}, ${CONNECTIONS} connections, median of ${ROUNDS}`,
    value: median(rates.ours),
    unit: 'requests/s',
    beside: { what: 'nginx serving the same file', value: median(rates.nginx) },
    goal: { least: LEAST_RATIO },
  });
}

async function requestsPerSecond(url: string): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SERVING_SECONDS,
    headers: { 'accept-encoding': 'gzip' },
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} refusals, ${errors} errors`);
  return requests.average;
}

type Nginx = { readonly origin: string; readonly stop: () => Promise<void> };

/** nginx as its makers ship it, with the compressed twins; null when it is not installed. */
async function startNginx({ dataDirectory }: NationDatabase): Promise<Nginx | null> {
  const port = await freePort();
  const folder = join(dataDirectory, 'nginx');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'nginx.conf'),
    nginxConfiguration(folder, siteFolder(dataDirectory), port),
  );
  const args = ['-c', join(folder, 'nginx.conf'), '-p', folder, '-e', join(folder, 'error.log')];
  const child = spawn('nginx', args, { stdio: 'ignore', detached: true });
  const missing = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(true));
    child.once('spawn', () => resolve(false));
  });
  if (missing) return null;
  const origin = `http://127.0.0.1:${port}`;
  await untilAnswers(child, `${origin}/published/index.json`);
  return { origin, stop: () => end(child) };
}

function nginxConfiguration(folder: string, root: string, port: number): string {
  return `daemon off;
user root;
worker_processes auto;
pid ${folder}/nginx.pid;
events { worker_connections 1024; }
http {
  types { text/html html; application/json json; }
  default_type application/octet-stream;
  sendfile on;
  access_log off;
  gzip_static on;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${root}; }
}
`;
}
