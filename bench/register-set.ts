import { randomUUID } from 'node:crypto';
import { present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { inRuleOrder, type RangeRule } from '@ovoz/voter-register';
import { parse } from 'csv-parse/sync';
import {
  computeReport,
  putIntoForce,
} from '../apps/server/src/modules/precinct-assignment/compute.ts';
import { insertRules } from '../apps/server/src/modules/precinct-assignment/store-rules.ts';
import {
  findSet,
  insertSet,
  type StoredSet,
} from '../apps/server/src/modules/precinct-assignment/store-sets.ts';
import type { Database } from '../apps/server/src/platform/database.ts';

const NUMBER = 1;
/** Nobody watches the progress. */
const NOTHING = async () => {};

type Cells = Readonly<Record<string, string>>;

/** The first assignment set of a country, from the street ranges of a synthetic nation. @returns the number of rules */
export async function saveSet(owner: Database, pack: CountryPack, csv: string): Promise<number> {
  const [geography] = await owner<{ number: number }[]>`
    select number from geography_versions where pack = ${pack.code} and status = 'current'`;
  const { number } = present(geography, 'the country has a geography');
  const rules = inRuleOrder(readRanges(csv, await territoryPaths(owner, pack.code, number)));
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    const set = {
      pack: pack.code,
      number: NUMBER,
      follows: null,
      geography: number,
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
    await insertRules(transaction, { pack: pack.code, number: NUMBER }, rules);
    await transaction`select analyze_assignment()`;
  });
  return rules.length;
}

/** The first set of a country, saved, counted and in force. @param database as the server works */
export async function bringSetIntoForce(
  owner: Database,
  database: Database,
  pack: CountryPack,
  csv: string,
): Promise<void> {
  await saveSet(owner, pack, csv);
  const set = await savedSet(database, pack);
  await computeReport(database, pack, set, () => new Date(), NOTHING);
  await enterSet(owner, database, pack);
}

/** Puts the saved set, when it was counted, into force, as two people would have decided. @param database as the server works */
export async function enterSet(
  owner: Database,
  database: Database,
  pack: CountryPack,
): Promise<void> {
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update assignment_sets set status = 'entering', decided_at = now()`;
  });
  await putIntoForce(database, pack, await savedSet(database, pack), () => new Date(), NOTHING);
}

export async function savedSet(database: Database, { code }: CountryPack): Promise<StoredSet> {
  return present(await findSet(database, { pack: code, number: NUMBER }), 'the set was saved');
}

async function territoryPaths(
  owner: Database,
  pack: string,
  geography: number,
): Promise<ReadonlyMap<string, string>> {
  const rows = await owner<{ code: string; path: string }[]>`
    select code, path from territories where pack = ${pack} and version = ${geography}`;
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
