import * as contract from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { type DemoClient, signInDemo } from '../apps/server/src/demo/demo-client.ts';
import { DEMO_FOUNDERS } from '../apps/server/src/demo/demo-people.ts';
import type { Database } from '../apps/server/src/platform/database.ts';
import { countContext } from '../apps/server/src/modules/result-protocols/public.ts';
import {
  applyChanges,
  areaTotals,
  type ElectionTabulation,
  loadTabulation,
  seatsOf,
} from '../apps/server/src/modules/tabulation/public.ts';
import { ELECTION } from './demo-server.ts';
import { median, printFigure, quantile } from './figures.ts';
import { openNation } from './nation-database.ts';
import { fillNationalCount } from './national-count.ts';

const ROUNDS = 5;
const CHANGES = 100;
/** Areas of a level that are confirmed one by one before the rest. */
const SINGLE = 5;

/** National totals and seats from all stations, from scratch and after one more station. */
export async function measureTabulation(): Promise<void> {
  console.log('Totals and seats of a nation');
  const { owner, database, app, stop } = await openNation();
  try {
    const protocols = await fillNationalCount(owner);
    console.log(`  (${protocols.toLocaleString('en')} protocols)`);
    await measureScratch(database);
    await measureChange(owner, database);
    await measureCanvass(app);
  } finally {
    await stop();
  }
}

async function measureScratch(database: Database): Promise<void> {
  const times = { scratch: [] as number[], limit: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.limit.push(await timed(() => readAndParse(database)));
    times.scratch.push(await timed(() => tabulate(database)));
  }
  printFigure({
    what: 'from scratch, median',
    value: median(times.scratch),
    unit: 'ms',
    beside: { what: 'reading and parsing the same packages', value: median(times.limit) },
    goal: { most: 1000 },
  });
}

/** What nobody gets below: the same bytes out of the database and through JSON.parse. */
async function readAndParse(database: Database): Promise<void> {
  const rows = await database<{ text: string }[]>`
    select convert_from(k.bytes, 'UTF8') as text from result_protocols p
    join result_packages k on k.hash = p.package_hash
    where p.election = ${ELECTION} and p.legal and p.status = 'accepted'`;
  for (const { text } of rows) JSON.parse(text);
}

async function tabulate(database: Database): Promise<ElectionTabulation> {
  const context = await countContext(database, ELECTION);
  if (context === null) throw new Error('the count is not open');
  const tabulation = await loadTabulation(database, context);
  nationOf(tabulation);
  return tabulation;
}

function nationOf(tabulation: ElectionTabulation): void {
  areaTotals(tabulation, 'nation');
  seatsOf(tabulation, []);
}

/** One more station: its protocol is sent back and accepted again, so that its figures go and come. */
async function measureChange(owner: Database, database: Database): Promise<void> {
  const tabulation = await tabulate(database);
  const protocols = [...tabulation.protocols.values()];
  const times: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const slot = protocols[(change * 7919) % protocols.length];
    if (slot === undefined) throw new Error('there are protocols');
    const status = change % 2 === 0 ? 'returned' : 'accepted';
    const taken =
      change % 2 === 0 ? slot : (protocols[((change - 1) * 7919) % protocols.length] ?? slot);
    await owner`
      update result_protocols set status = ${status}, revision = revision + 1, changed_at = now()
      where election = ${ELECTION} and contest = ${taken.contest} and station = ${taken.station} and legal`;
    times.push(
      await timed(async () => {
        await applyChanges(database, tabulation, [taken]);
        nationOf(tabulation);
      }),
    );
  }
  printFigure({
    what: 'after one more station, 99th of 100',
    value: quantile(times, 0.99),
    unit: 'ms',
    goal: { most: 20 },
  });
  printFigure({ what: 'after one more station, median', value: median(times), unit: 'ms' });
}

/** From the last acceptance to the certified result, as one person with a second one would do it. */
async function measureCanvass(app: FastifyInstance): Promise<void> {
  const first = await signInDemo(app, DEMO_FOUNDERS[0].username);
  const second = await signInDemo(app, DEMO_FOUNDERS[1].username);
  const params = { code: ELECTION };
  await first.call(contract.moveElectionClock, {
    params,
    body: { shows: '2027-01-10T00:00:00.000Z', speed: 0, reason: 'For the measurement' },
  });
  const single: number[] = [];
  let confirmed = 0;
  const whole = await timed(async () => {
    for (;;) {
      const { areas } = await first.call(contract.listCanvass, { params, query: {} });
      const ready = areas.filter((one) => one.status === 'ready');
      if (ready.length === 0) return;
      const asked = ready.map(({ contest, area, basis }) => ({ contest, area, basis }));
      for (const area of asked.slice(0, SINGLE)) {
        single.push(await timed(() => call(first, contract.confirmCanvasses, [area])));
      }
      await call(first, contract.confirmCanvasses, asked);
      confirmed += ready.length;
    }
  });
  const figure = (what: string, value: number) => printFigure({ what, value, unit: 'ms' });
  figure(`canvass of ${confirmed} areas over HTTP, level by level`, whole);
  figure('one area confirmed, median', median(single));
  const look = () => first.call(contract.getCertification, { params });
  figure('what stands in the way of certifying', await timed(look));
  const body = { reason: 'For the measurement', override: false };
  const start = performance.now();
  const { proposalId, resultHash } = await first.call(contract.proposeCertification, {
    params,
    body,
  });
  figure('certification proposed', performance.now() - start);
  const approval = { params: { id: proposalId }, body: { contentHash: resultHash } };
  figure(
    'certification approved',
    await timed(() => second.call(contract.approveProposal, approval)),
  );
}

function call(
  person: DemoClient,
  operation: typeof contract.confirmCanvasses,
  areas: { contest: string; area: string; basis: string }[],
) {
  return person.call(operation, { params: { code: ELECTION }, body: { areas } });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
