import { ok, type Result, refused } from '@ovoz/basics';
import {
  type listRollStations,
  PAGE_SIZE,
  type QueryOf,
  type RollPrint,
  type RollState,
} from '@ovoz/contract';
import { covers, type TerritoryPath } from '@ovoz/election-model';
import { remarkableSupplements } from '@ovoz/voter-register';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { ElectionInForce } from '../elections/public.ts';
import { stationAddresses } from '../geography/public.ts';
import { freezeFrom, preconditionsOf } from './preconditions.ts';
import { newestPrints, newestPrintsOf, type Print } from './store-prints.ts';
import { countExclusions, countRoots, findRoll, listRoots, type Roll } from './store-rolls.ts';
import { supplementCounts } from './store-supplements.ts';

const SHOWN_PRINTS = 20;

/** How the roll stands, for a person whose rights cover `scope`: counts only, so of the whole country. */
export async function rollState(
  database: Database,
  inForce: ElectionInForce,
  scope: readonly TerritoryPath[],
  now: Date,
) {
  const { definition } = inForce.version;
  const head: Head = {
    election: definition.code,
    mode: definition.mode,
    votingDay: definition.votingDay,
    freezeFrom: freezeFrom(inForce),
  };
  return inTransaction(database, async (transaction): Promise<Result<RollState, never>> => {
    const roll = await findRoll(transaction, definition.code);
    if (roll === null) {
      const preconditions = [...(await preconditionsOf(transaction, inForce, now))];
      return ok({ ...head, ...NOTHING_FROZEN, preconditions });
    }
    await openRegister(transaction, WHOLE_REGISTER);
    const counts = await supplementCounts(transaction, roll.id);
    const state: RollState = {
      ...head,
      status: roll.status,
      preconditions: [],
      ...(await progressOf(transaction, roll)),
      counts: await countsOf(transaction, roll),
      root: roll.root?.toString('hex') ?? null,
      frozenAt: roll.frozenAt?.toISOString() ?? null,
      supplements: counts.reduce((sum, { supplements }) => sum + supplements, 0),
      prints: (await newestPrints(transaction, roll.id, scope, SHOWN_PRINTS)).map(shownPrint),
    };
    return ok(state);
  });
}

const NOTHING_FROZEN: Omit<RollState, 'preconditions' | keyof Head> = {
  status: 'open',
  step: null,
  progress: 0,
  counts: null,
  root: null,
  frozenAt: null,
  supplements: 0,
  prints: [],
};
type Head = Pick<RollState, 'election' | 'mode' | 'votingDay' | 'freezeFrom'>;

async function progressOf(
  transaction: Transaction,
  { id, status, selectedAt, stations }: Roll,
): Promise<Pick<RollState, 'step' | 'progress'>> {
  if (status === 'frozen') return { step: null, progress: 1000 };
  if (selectedAt === null || stations === null) return { step: 'selecting', progress: 0 };
  const written = await countRoots(transaction, id);
  const progress = stations === 0 ? 1000 : Math.floor((written * 1000) / stations);
  return { step: written === stations ? 'sealing' : 'writing', progress };
}

async function countsOf(transaction: Transaction, { id, stations, voters }: Roll) {
  if (stations === null || voters === null) return null;
  return { stations, voters, excluded: [...(await countExclusions(transaction, id))] };
}

/** The newest printings that have a file of a station: of a nation's thousands its own would be far down. */
export async function stationPrints(
  database: Database,
  inForce: ElectionInForce,
  place: { readonly station: string; readonly territoryPath: TerritoryPath },
) {
  const roll = await findRoll(database, inForce.version.definition.code);
  if (roll === null || roll.status !== 'frozen') return refused('roll-not-frozen' as const);
  const prints = await newestPrintsOf(database, roll.id, place, SHOWN_PRINTS);
  return ok({ prints: prints.map(shownPrint) });
}

function shownPrint(print: Print): RollPrint {
  const { id, territoryPath, station, part, version, language, status, stations } = print;
  return {
    id,
    territoryPath,
    station,
    part,
    version,
    language,
    requestedAt: print.requestedAt.toISOString(),
    status,
    stations,
    printed: print.printed,
    bytes: print.bytes,
    manifestHash: print.manifestHash?.toString('hex') ?? null,
    removedAt: print.removedAt?.toISOString() ?? null,
  };
}

/** Stations inside of territories, a page after a position. Remarkable is judged beside all others of the country. */
export async function rollStations(
  database: Database,
  inForce: ElectionInForce,
  scope: readonly TerritoryPath[],
  { territory, search, remarkable, after }: QueryOf<typeof listRollStations>,
) {
  const roll = await findRoll(database, inForce.version.definition.code);
  if (roll === null || roll.status !== 'frozen') return refused('roll-not-frozen' as const);
  const version = { pack: roll.pack, number: roll.geography };
  const names = await stationAddresses(database, version);
  const all = await withSupplements(database, roll);
  const looked = remarkableSupplements(all);
  const fitting = all
    .filter((one) => scope.some((path) => covers(path, one.territoryPath)))
    .filter((one) => territory === undefined || covers(territory, one.territoryPath))
    .filter((one) => search === undefined || one.station.startsWith(search.toUpperCase()))
    .filter((one) => remarkable === undefined || looked.has(one.station));
  const rest = fitting.filter(({ position }) => after === undefined || position > Number(after));
  const shown = rest.slice(0, PAGE_SIZE);
  return ok({
    stations: shown.map((one) => ({
      station: one.station,
      name: names.get(one.station)?.name ?? one.station,
      territoryPath: one.territoryPath,
      voters: one.voters,
      abroad: one.abroad,
      root: one.root.toString('hex'),
      supplements: one.supplements,
      remarkable: looked.has(one.station),
    })),
    total: fitting.length,
    next: rest.length > PAGE_SIZE ? String(shown.at(-1)?.position ?? 0) : null,
  });
}

async function withSupplements(database: Database, roll: Roll) {
  const roots = await listRoots(database, roll.id);
  const counts = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return ok(await supplementCounts(transaction, roll.id));
  });
  const sums = new Map<string, number>();
  for (const { station, supplements } of counts.ok ? counts.value : []) {
    sums.set(station, (sums.get(station) ?? 0) + supplements);
  }
  return roots.map((root) => ({ ...root, supplements: sums.get(root.station) ?? 0 }));
}
