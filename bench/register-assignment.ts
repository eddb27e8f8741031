import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import { computeReport } from '../apps/server/src/modules/precinct-assignment/compute.ts';
import { publishFinder } from '../apps/server/src/modules/precinct-assignment/finder/publish-finder.ts';
import { assignAddresses } from '../apps/server/src/modules/precinct-assignment/public.ts';
import {
  type Database,
  inTransaction,
  openDatabase,
} from '../apps/server/src/platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../apps/server/src/platform/register-scope.ts';
import { printFigure } from './figures.ts';
import { loadBatchFolder, openRegisterDatabase } from './register-database.ts';
import { enterSet, savedSet, saveSet } from './register-set.ts';

const COUNTRY = 'uzbekistan';
const CHANGED = 5000;
/** Minutes for a nation, as the commission waits for the difference. */
const GOAL_SECONDS_A_MILLION = 10;
const GOAL_MEMORY_MB = 640;

/**
 * Stations for all addresses of a synthetic nation by its street ranges: the counts of a draft, its coming into force,
 * the addresses of a delta, and the files of the public finder.
 */
export async function run({ count }: { readonly count: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-bench-assignment-'));
  console.log(`Assignment of the addresses of ${count.toLocaleString('en')} voters`);
  try {
    const batches = join(folder, 'batches');
    writeRegisterFolder(batches, COUNTRY, { seed: '1', count, asOf: '2026-10-01' }, () => {});
    const register = await openRegisterDatabase(COUNTRY);
    const database = openDatabase(register.url, 'ovoz_server', 3);
    try {
      await loadBatchFolder(register, join(batches, 'address-1'));
      await loadBatchFolder(register, join(batches, 'civil-1'));
      const ranges = readFileSync(join(batches, 'ranges.csv'), 'utf8');
      await measure(register.owner, database, ranges, folder, count);
    } finally {
      await database.end({ timeout: 5 });
      await register.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  owner: Database,
  database: Database,
  ranges: string,
  folder: string,
  count: number,
): Promise<void> {
  const pack = present(loadCountryPacks().get(COUNTRY), 'the country has a pack').pack;
  const now = () => new Date();
  const nothing = async () => {};
  const most = GOAL_SECONDS_A_MILLION * Math.max(1, count / 1_000_000);
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }, 50);
  const rules = await saveSet(owner, pack, ranges);
  const drafted = await seconds(async () =>
    computeReport(database, pack, await savedSet(database, pack), now, nothing),
  );
  const [{ addresses } = { addresses: 0 }] = await owner<{ addresses: number }[]>`
    select count(*)::integer as addresses from addresses where state = 'active'`;
  printFigure({
    what: `counts of a draft (${addresses.toLocaleString('en')} addresses, ${rules.toLocaleString('en')} rules)`,
    value: drafted,
    unit: 's',
    goal: { most },
  });
  const entered = await seconds(async () => enterSet(owner, database, pack));
  printFigure({ what: 'first coming into force', value: entered, unit: 's', goal: { most } });
  await measureDelta(owner, database, pack);
  const published = await seconds(async () =>
    publishFinder(database, pack, await savedSet(database, pack), {
      site: join(folder, 'site'),
      now,
    }),
  );
  printFigure({ what: 'files of the finder', value: published, unit: 's' });
  clearInterval(timer);
  printFigure({
    what: 'memory of the process',
    value: peakBytes / 1e6,
    unit: 'MB',
    goal: { most: GOAL_MEMORY_MB },
  });
}

/** A delta renumbers houses; each gets its station by the set in force. */
async function measureDelta(owner: Database, database: Database, pack: CountryPack): Promise<void> {
  const rows = await owner<{ id: number }[]>`
    update addresses set house_number = house_number + 7
    where id in (select id from addresses order by hashint8(id) limit ${CHANGED})
    returning id::float8 as id`;
  const took = await seconds(async () => {
    await inTransaction(database, async (transaction) => {
      await openRegister(transaction, WHOLE_REGISTER);
      const ids = rows.map(({ id }) => id);
      const country = { pack: pack.code, root: pack.root };
      return ok(await assignAddresses(transaction, country, ids, new Date()));
    });
  });
  printFigure({
    what: `a delta of ${CHANGED.toLocaleString('en')} addresses`,
    value: took,
    unit: 's',
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
