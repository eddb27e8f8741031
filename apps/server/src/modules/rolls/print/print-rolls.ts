import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, canonicalJson, ok, present } from '@ovoz/basics';
import { covers } from '@ovoz/election-model';
import { type Database, inTransaction } from '../../../platform/database.ts';
import { sha256 } from '../../../platform/evidence.ts';
import { openRegister } from '../../../platform/register-scope.ts';
import { electionInForce } from '../../elections/public.ts';
import { stationAddresses } from '../../geography/public.ts';
import { stationEntries } from '../store-entries.ts';
import { findPrint, markPrintDone, markPrinted, markVersion, type Print } from '../store-prints.ts';
import { findRoll, listRoots, type WrittenStation } from '../store-rolls.ts';
import { hashedSheet, readSheet } from '../supplement-sheet.ts';
import {
  type PrintContext,
  type PrintedStation,
  type RollDocument,
  rollDocument,
} from './roll-document.ts';
import type { RollSetters, SetRoll } from './roll-setters.ts';
import { sheetDocument } from './sheet-document.ts';

/** A file of a printing, as the manifest lists it. */
type PrintedFile = SetRoll & { readonly station: string; readonly voters: number };

/** Where the files of a printing lie: outside of everything that is published. */
export function printFolder(dataDirectory: string, print: string): string {
  return join(dataDirectory, 'prints', print);
}

/**
 * Prints the rolls of a printing into its folder, station by station, and closes it with a manifest. What stands there
 * already is not made again, so a printing that was interrupted goes on.
 */
export async function printRolls(
  database: Database,
  request: { readonly election: string; readonly print: string; readonly dataDirectory: string },
  work: {
    readonly setters: RollSetters;
    readonly atOnce: number;
    readonly stop: AbortSignal;
    readonly now: () => Date;
  },
): Promise<void> {
  const print = present(await findPrint(database, request.print), 'a printing that runs is known');
  if (print.status === 'done') return;
  const { context, stations, addresses } = await readContext(database, request.election, print);
  const folder = printFolder(request.dataDirectory, print.id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<string, PrintedFile>();
  const waiting = [...stations];
  const take = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (work.stop.aborted) return;
      const place = addresses.get(next.station) ?? { name: '', address: '' };
      const path = join(folder, `${next.station}.pdf`);
      const file =
        alreadySet(path) ??
        (await work.setters.set(
          path,
          await documentOf(database, context, print, { ...next, ...place }),
        ));
      files.set(next.station, { ...file, station: next.station, voters: next.voters });
      await markPrinted(database, print.id, countsOf(files));
    }
  };
  // One more than the setters: the lines of the next roll are read meanwhile.
  await Promise.all(Array.from({ length: work.atOnce + 1 }, take));
  if (work.stop.aborted) return;
  const manifest = manifestText(
    context,
    // The version of a sheet is known since it was set.
    present(await findPrint(database, print.id), 'a printing stays known'),
    stations.map(({ station }) => present(files.get(station), 'every station is printed')),
  );
  writeFileSync(join(folder, 'manifest.json'), manifest, { mode: 0o600 });
  const done = { ...countsOf(files), manifestHash: sha256(manifest) };
  await markPrintDone(database, print.id, done, work.now());
}

async function readContext(database: Database, election: string, print: Print) {
  const inForce = await electionInForce(database, election);
  assert(inForce !== null && inForce.version !== null, 'a roll belongs to a sealed election');
  const roll = present(await findRoll(database, election), 'a printing belongs to a roll');
  const roots = await listRoots(database, roll.id);
  const stations = roots.filter(({ station, territoryPath }) =>
    print.station === null ? covers(print.territoryPath, territoryPath) : station === print.station,
  );
  const context: PrintContext = {
    roll,
    definition: inForce.version.definition,
    pack: inForce.pack,
    language: print.language,
    print: print.id,
  };
  const version = { pack: roll.pack, number: roll.geography };
  return { context, stations, addresses: await stationAddresses(database, version) };
}

/** The printing sees the lines of its own territory, and no others. */
async function documentOf(
  database: Database,
  context: PrintContext,
  print: Print,
  station: PrintedStation & Pick<WrittenStation, 'territoryPath'>,
): Promise<RollDocument> {
  if (print.part === 'roll') {
    return rollDocument(context, station, await entriesOf(database, print, station));
  }
  const sheet = await readSheet(database, print.roll, station);
  const place = { code: context.roll.election, station: station.station };
  const hashed = present(hashedSheet(place, sheet), 'nothing that is on a sheet goes away');
  await markVersion(database, print.id, hashed.version);
  return sheetDocument(context, station, sheet, hashed);
}

async function entriesOf(
  database: Database,
  print: Print,
  { station }: Pick<WrittenStation, 'station'>,
) {
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, [print.territoryPath]);
    return ok(await stationEntries(transaction, print.roll, station));
  });
  assert(read.ok, 'reading is never refused');
  return read.value;
}

function alreadySet(path: string): SetRoll | null {
  try {
    const pdf = readFileSync(path);
    return { sha256: sha256(pdf).toString('hex'), bytes: pdf.length };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function countsOf(files: ReadonlyMap<string, PrintedFile>) {
  const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0);
  return { printed: files.size, bytes };
}

function manifestText(
  { roll, language, print }: PrintContext,
  { part, version }: Print,
  files: readonly PrintedFile[],
): string {
  return canonicalJson({
    format: 1,
    election: roll.election,
    print,
    part,
    ...(version === null ? {} : { version }),
    language,
    root: roll.root?.toString('hex') ?? null,
    files: files.map(({ station, voters, sha256: hash, bytes }) => ({
      file: `${station}.pdf`,
      station,
      voters,
      sha256: hash,
      bytes,
    })),
  });
}
