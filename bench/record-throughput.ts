import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../apps/server/src/platform/database.ts';
import { end, freePort } from './demo-server.ts';
import { median, printFigure } from './figures.ts';
import { type NationDatabase, openNation, startServerOn } from './nation-database.ts';
import { preparePackages, sendAll, untilPublished } from './results-packages.ts';

const WARM_UP_PACKAGES = 2000;
const PAIRS = 5;
const PACKAGES = 2000;
/** The log may cost a tenth of the packages a second. */
const LEAST_RATIO = 0.9;
/** The lock of the sequencer, as in the server's module `record`. */
const SEQUENCER_LOCK = 4_040_010;
const POLL_MS = 100;

/**
 * What the log costs, end to end: packages accepted while every fact is placed, hashed, written and signed, and while
 * none is, in interleaved rounds on one server. It is kept from sequencing by the lock that another server would hold.
 */
export async function measureThroughput(): Promise<void> {
  const total = WARM_UP_PACKAGES + 2 * PAIRS * PACKAGES;
  console.log(
    `Packages accepted with and without the log (${PAIRS} interleaved pairs of ${PACKAGES.toLocaleString('en')})`,
  );
  const nation = await openNation();
  let server: ChildProcess | null = null;
  const log = openLogSwitch(nation);
  try {
    const bodies = await preparePackages(nation, total);
    const port = await freePort();
    server = startServerOn(nation, port);
    const origin = `http://127.0.0.1:${port}`;
    await untilPublished(server, origin);
    await sendAll(origin, bodies.splice(0, WARM_UP_PACKAGES));
    const ratios: number[] = [];
    const [withLog, without]: [number[], number[]] = [[], []];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      // Every other pair the other way round, so that neither is always the first.
      const turns = pair % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const);
      const rates = { on: 0, off: 0 };
      for (const turn of turns) {
        await log[turn]();
        rates[turn] = (await sendAll(origin, bodies.splice(0, PACKAGES))).perSecond;
      }
      without.push(rates.off);
      withLog.push(rates.on);
      ratios.push(rates.on / rates.off);
      console.log(
        `  (pair ${pair + 1}: ${rates.on.toFixed(0)}/s with the log, ${rates.off.toFixed(0)}/s without)`,
      );
    }
    printFigure({
      what: 'packages accepted with the log',
      value: median(withLog),
      unit: 'packages/s',
      beside: { what: 'without', value: median(without) },
    });
    printFigure({
      what: 'median of the ratios of the pairs',
      value: median(ratios),
      unit: '',
      beside: { what: 'no cost at all', value: 1 },
      goal: { least: LEAST_RATIO },
    });
  } finally {
    await log.close();
    if (server !== null) await end(server);
    await nation.stop();
  }
}

/** Takes the lock away from the server's sequencer, and gives it back. */
function openLogSwitch({ url, owner }: NationDatabase) {
  const pool = openDatabase(url, 'owner', 1);
  const connection = pool.reserve();
  let isOff = false;
  return {
    off: async () => {
      if (isOff) return;
      const own = await connection;
      for (;;) {
        await owner`select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and objid = ${SEQUENCER_LOCK} and pid <> (
            select pg_backend_pid())`;
        const [row] = await own<{ locked: boolean }[]>`
          select pg_try_advisory_lock(${SEQUENCER_LOCK}) as locked`;
        isOff = row?.locked === true;
        if (isOff) return;
      }
    },
    /** Resolves when everything of before has its place. */
    on: async () => {
      const own = await connection;
      if (isOff) await own`select pg_advisory_unlock(${SEQUENCER_LOCK})`;
      isOff = false;
      for (;;) {
        const [row] = await owner<{ waiting: number }[]>`
          select count(*)::integer as waiting from evidence_facts where leaf_index is null`;
        if (row?.waiting === 0) return;
        await wait(POLL_MS);
      }
    },
    close: async () => {
      (await connection).release();
      await pool.end({ timeout: 1 });
    },
  };
}
