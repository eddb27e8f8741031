import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { inRuleOrder, type RangeRule } from '@ovoz/voter-register';
import { parse } from 'csv-parse/sync';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import {
  computeReport,
  putIntoForce,
} from '../apps/server/src/modules/precinct-assignment/compute.ts';
import { publishFinder } from '../apps/server/src/modules/precinct-assignment/finder/publish-finder.ts';
import { assignAddresses } from '../apps/server/src/modules/precinct-assignment/public.ts';
import { insertRules } from '../apps/server/src/modules/precinct-assignment/store-rules.ts';
import {
  findSet,
  insertSet,
  type StoredSet,
} from '../apps/server/src/modules/precinct-assignment/store-sets.ts';
import {
  type Database,
  inTransaction,
  openDatabase,
} from '../apps/server/src/platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../apps/server/src/platform/register-scope.ts';
import { printFigure } from './figures.ts';
import { loadBatchFolder, openRegisterDatabase } from './register-database.ts';

const COUNTRY = 'uzbekistan';
const KEY = { pack: COUNTRY, number: 1 };
const CHANGED = 5000;
/** Minutes for a nation, as the commission waits for the difference. */
const GOAL_SECONDS_A_MILLION = 10;
const GOAL_MEMORY_MB = 640;

type Cells = Readonly<Record<string, string>>;

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
    computeReport(database, pack, await theSet(database), now, nothing),
  );
  const [{ addresses } = { addresses: 0 }] = await owner<{ addresses: number }[]>`
    select count(*)::integer as addresses from addresses where state = 'active'`;
  printFigure({
    what: `counts of a draft (${addresses.toLocaleString('en')} addresses, ${rules.toLocaleString('en')} rules)`,
    value: drafted,
    unit: 's',
    goal: { most },
  });
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update assignment_sets set status = 'entering', decided_at = now()`;
  });
  const entered = await seconds(async () =>
    putIntoForce(database, pack, await theSet(database), now, nothing),
  );
  printFigure({ what: 'first coming into force', value: entered, unit: 's', goal: { most } });
  await measureDelta(owner, database, pack);
  const published = await seconds(async () =>
    publishFinder(database, pack, await theSet(database), { site: join(folder, 'site'), now }),
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

/** @returns the number of rules. */
async function saveSet(owner: Database, pack: CountryPack, csv: string): Promise<number> {
  const rules = inRuleOrder(readRanges(csv, await territoryPaths(owner)));
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    const set = {
      pack: pack.code,
      number: KEY.number,
      follows: null,
      geography: 1,
      hash: '0'.repeat(64),
      reason: 'for a measurement',
      createdAt: new Date(),
      createdBy: randomUUID(),
    };
    await transaction`
      insert into people (id, username, name, home_territory, status, created_at)
      values (${set.createdBy}, 'somebody', 'Somebody', ${pack.root}, 'active', now())`;
    const findings = { rowsRead: 0, rowsQuarantined: 0, errors: 0, warnings: 0, findings: [] };
    await insertSet(transaction, set, findings);
    await insertRules(transaction, KEY, rules);
    await transaction`select analyze_assignment()`;
  });
  return rules.length;
}

async function territoryPaths(owner: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await owner<{ code: string; path: string }[]>`select code, path from territories`;
  return new Map(rows.map(({ code, path }) => [code, path]));
}

function readRanges(csv: string, paths: ReadonlyMap<string, string>): readonly RangeRule[] {
  const rows = parse(csv, { columns: true }) as readonly Cells[];
  return rows.map((row) => ({
    kind: 'range',
    station: row['station'] ?? '',
    territoryPath: paths.get(row['territory_code'] ?? '') ?? '',
    locality: row['locality'] ?? '',
    street: row['street'] ?? '',
    from: Number(row['from']),
    to: Number(row['to']),
    parity: 'all',
  }));
}

async function theSet(database: Database): Promise<StoredSet> {
  return present(await findSet(database, KEY), 'the set was saved');
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
