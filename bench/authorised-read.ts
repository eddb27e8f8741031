import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { addPerson } from '../apps/server/testing/people.ts';
import { openDatabase } from '../apps/server/src/platform/database.ts';
import { runningClusterUrl } from '../apps/server/src/platform/embedded-postgres-cluster.ts';
import { type DemoServer, end, freePort, PROJECT, start, untilAnswers } from './demo-server.ts';
import { median, printFigure } from './figures.ts';

const CONNECTIONS = 32;
const SECONDS = 5;
/** Measured: the compiler of the engine is done with the busiest paths after about eight. */
const WARM_UP_SECONDS = 8;
const ROUNDS = 3;
/** An account may read 1,200 times a minute; so many accounts never come near it. */
const ACCOUNTS = 200;

type Call = { readonly path: string; readonly headers: { readonly cookie: string } };

/** An authorised read with one look-up against the same Fastify that answers a constant. */
export async function measureAuthorisedRead(demo: DemoServer): Promise<void> {
  console.log(`Authorised read with one look-up (${CONNECTIONS} connections, ${SECONDS} s)`);
  const calls = await prepareCalls(demo);
  const file = join(demo.dataDirectory, 'constant.json');
  writeFileSync(file, await answerOf(demo, calls[0]));
  const port = await freePort();
  const peer = start(
    process.execPath,
    ['bench/constant-server.ts', String(port), file],
    PROJECT,
    '/dev/null',
  );
  try {
    const same = `http://127.0.0.1:${port}/same`;
    const bare = `http://127.0.0.1:${port + 1}/bare`;
    await untilAnswers(peer, bare);
    const rates = { read: [] as number[], same: [] as number[], bare: [] as number[] };
    await shoot(same, WARM_UP_SECONDS);
    await shoot(demo.origin, WARM_UP_SECONDS, calls);
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.bare.push(await shoot(bare, SECONDS));
      rates.same.push(await shoot(same, SECONDS));
      rates.read.push(await shoot(demo.origin, SECONDS, calls));
    }
    const value = median(rates.read);
    printFigure({
      what: 'getStation',
      value,
      unit: 'answers/s',
      beside: { what: 'same Fastify, a constant', value: median(rates.same) },
      goal: { least: 0.3 },
    });
    printFigure({
      what: 'getStation',
      value,
      unit: 'answers/s',
      beside: { what: 'bare Fastify, a constant', value: median(rates.bare) },
    });
  } finally {
    await end(peer);
  }
}

/** Answers a second; anything but 200 makes the figure worthless. */
async function shoot(url: string, duration: number, requests?: readonly Call[]): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration,
    ...(requests === undefined ? {} : { requests }),
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals and ${result.errors} errors`);
  }
  return result.requests.average;
}

/** Sessions of many accounts, each with a station of its own. */
async function prepareCalls(demo: DemoServer): Promise<readonly Call[]> {
  const owner = openDatabase(runningClusterUrl(join(demo.dataDirectory, 'database')), 'owner');
  const calls: Call[] = [];
  try {
    const stations = await owner<{ number: string }[]>`
      select number from polling_stations order by md5(number) limit ${ACCOUNTS}`;
    for (const { number } of stations) {
      const { username } = await addPerson(owner, 'observer', 'UZ', new Date());
      const path = `/api/geography/uzbekistan/stations/${number}`;
      calls.push({ path, headers: { cookie: await signIn(demo, username) } });
    }
  } finally {
    await owner.end({ timeout: 5 });
  }
  return calls;
}

async function signIn({ origin }: DemoServer, username: string): Promise<string> {
  const response = await fetch(`${origin}/api/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`${username} cannot sign in: ${response.status}`);
  return cookie.split(';', 1)[0] ?? '';
}

async function answerOf({ origin }: DemoServer, call: Call | undefined): Promise<string> {
  if (call === undefined) throw new Error('there are stations');
  const response = await fetch(`${origin}${call.path}`, { headers: call.headers });
  if (response.status !== 200) throw new Error(`${call.path}: ${response.status}`);
  return response.text();
}
