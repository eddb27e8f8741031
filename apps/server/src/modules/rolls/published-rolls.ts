import { assert, type JsonValue, ok, present } from '@ovoz/basics';
import type { PublishedRolls, PublishedSupplements } from '@ovoz/contract';
import { Frontier } from '@ovoz/public-log';
import { remarkableSupplements } from '@ovoz/voter-register';
import { inTransaction, type Transaction } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { Platform } from '../../platform/platform.ts';
import { BUSY_RETRY_MS, membersOf, publishFurther, signedText } from '../publication/public.ts';
import { countExclusions, listRolls, listRoots, type Roll } from './store-rolls.ts';
import { type AnySheetLine, sheetLines, supplementCounts } from './store-supplements.ts';
import { addedText, leafOf, struckText } from './supplement-sheet.ts';

/** A file before it is signed. */
type Content<File> = Omit<File, 'signature'>;
type Platforms = Pick<Platform, 'database' | 'configuration' | 'keys' | 'now'>;

/**
 * Writes, for every frozen roll, the roots of all stations and the counts of supplements: signed, without any personal
 * data, and named in the manifest. The same state gives the same bytes, and what stands there already is not written
 * again. When another publication is under way, the job comes again.
 */
export async function publishRolls(platform: Platforms): Promise<void> {
  const { database, keys } = platform;
  const signed = (path: string, content: Readonly<Record<string, JsonValue>>) => ({
    path,
    bytes: Buffer.from(signedText(membersOf(content), keys.publication)),
  });
  const files = [];
  for (const roll of await listRolls(database, 'frozen')) {
    const { rolls, supplements } = await contentsOf(platform, roll);
    files.push(signed(`elections/${roll.election}/rolls.json`, rolls));
    files.push(signed(`elections/${roll.election}/roll-supplements.json`, supplements));
  }
  if (files.length === 0) return;
  if ((await publishFurther(platform, files)) !== 'busy') return;
  await enqueue(database, 'publish-rolls', { runAt: new Date(Date.now() + BUSY_RETRY_MS) });
}

async function contentsOf({ database }: Platforms, roll: Roll) {
  const [roots, { counts, sheets }, exclusions] = await Promise.all([
    listRoots(database, roll.id),
    supplementsOf(database, roll),
    exclusionsOf(database, roll.id),
  ]);
  const head = { format: 1, election: roll.election, mode: roll.mode } as const;
  const voters = present(roll.voters, 'a frozen roll is counted');
  const frozenAt = present(roll.frozenAt, 'a frozen roll has its time').toISOString();
  const stations = Map.groupBy(counts, ({ station }) => station);
  const perStation = roots.map(({ station, territoryPath, voters: onRoll }) => {
    const own = stations.get(station) ?? [];
    const supplements = own.reduce((sum, one) => sum + one.supplements, 0);
    return { station, territoryPath, voters: onRoll, supplements, own };
  });
  const remarkable = remarkableSupplements(perStation);
  const newest = counts
    .map((one) => one.newest.toISOString())
    .toSorted()
    .at(-1);
  const rolls: Content<PublishedRolls> = {
    ...head,
    frozenAt,
    voters,
    excluded: Object.fromEntries(exclusions.map((one) => [one.reason, one.voters])),
    root: present(roll.root, 'a frozen roll has its root').toString('hex'),
    stations: roots.map((one) => ({
      station: one.station,
      voters: one.voters,
      root: one.root.toString('hex'),
    })),
  };
  const supplements: Content<PublishedSupplements> = {
    ...head,
    asOf: newest ?? frozenAt,
    voters,
    supplements: perStation.reduce((sum, one) => sum + one.supplements, 0),
    stations: perStation.flatMap((one) => {
      const sheet = sheets.get(one.station);
      if (sheet === undefined) return [];
      return {
        station: one.station,
        voters: one.voters,
        supplements: one.supplements,
        reasons: Object.fromEntries(one.own.map(({ reason, supplements: n }) => [reason, n])),
        remarkable: remarkable.has(one.station),
        struck: sheet.version - one.supplements,
        ...sheet,
      };
    }),
  };
  return { rolls, supplements };
}

/** Supplements of the whole country: the system reads them, and publishes no more than counts and roots. */
async function supplementsOf(database: Platform['database'], roll: Roll) {
  const read = await inTransaction(database, async (transaction) => {
    // Counts and roots of one moment.
    await transaction`set transaction isolation level repeatable read`;
    await openRegister(transaction, WHOLE_REGISTER);
    const counts = await supplementCounts(transaction, roll.id);
    return ok({ counts, sheets: await sheetsOf(transaction, roll) });
  });
  assert(read.ok, 'reading is never refused');
  return read.value;
}

type PublishedSheet = { readonly version: number; readonly root: string };

/** Version and root of the supplementary sheet of every station that has one. */
async function sheetsOf(
  transaction: Transaction,
  { id, election }: Roll,
): Promise<ReadonlyMap<string, PublishedSheet>> {
  const trees = new Map<string, Frontier>();
  for await (const lines of sheetLines(transaction, id)) {
    for (const line of lines) {
      const tree = trees.get(line.station) ?? new Frontier(sha256);
      trees.set(line.station, tree);
      tree.append(leafOf(sheetText(election, line)));
    }
  }
  return new Map(
    [...trees].map(([station, tree]) => [
      station,
      { version: tree.size, root: Buffer.from(tree.root()).toString('hex') },
    ]),
  );
}

function sheetText(code: string, line: AnySheetLine): string {
  const place = { code, station: line.station };
  return line.part === 'added'
    ? addedText(place, line)
    : struckText(place, { line: line.number, station: line.votesAt, salt: line.salt });
}

async function exclusionsOf(database: Platform['database'], roll: number) {
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return ok(await countExclusions(transaction, roll));
  });
  return read.ok ? read.value : [];
}
