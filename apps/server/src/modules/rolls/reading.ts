import { assert, ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  exportStationRoll,
  exportSupplements,
  listSupplements,
  RefusalCode,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { rollLineText } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { electionInForce, isLevelEnough } from '../elections/public.ts';
import { barredAt } from './desk.ts';
import { rollRead } from './events.ts';
import { stationEntries } from './store-entries.ts';
import { findRoll, findRoot, type Roll } from './store-rolls.ts';
import { hashedSheet, readSheet } from './supplement-sheet.ts';
import { watchReadings } from './watch-readings.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** A station of an election, where it lies. */
export type RollPlace = {
  readonly code: string;
  readonly station: string;
  readonly territoryPath: TerritoryPath;
};

/** The very texts that were hashed, one a line: they leave the register with this answer. */
export async function exportLines(
  database: Database,
  actor: Actor,
  now: Date,
  place: RollPlace,
): Outcome<AnswerOf<typeof exportStationRoll>> {
  const { code, station, territoryPath } = place;
  const opened = await rollToRead(database, actor, now, place);
  if (!opened.ok) return opened;
  const roll = opened.value;
  const root = await findRoot(database, roll.id, station);
  if (root === null) return refused('not-found');
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, [territoryPath]);
    return ok(await stationEntries(transaction, roll.id, station));
  });
  assert(read.ok, 'reading is never refused');
  const lines = read.value
    .map((entry) => `${rollLineText({ ...entry, election: code, station, part: 'roll' })}\n`)
    .join('');
  await recordRead(database, actor, now, place, 'lines');
  return ok({ station, voters: root.voters, root: root.root.toString('hex'), lines });
}

/** Who was added to the roll of a station, and which of its lines are struck out. */
export async function readSupplements(
  database: Database,
  actor: Actor,
  now: Date,
  place: RollPlace,
): Outcome<AnswerOf<typeof listSupplements>> {
  const opened = await rollToRead(database, actor, now, place);
  if (!opened.ok) return opened;
  const { added, struck } = await readSheet(database, opened.value.id, place);
  await recordRead(database, actor, now, place, 'supplements');
  return ok({
    added: added.map(
      ({ number, reason, surname, given, patronymic, birthDate, address, home, addedAt }) => ({
        number,
        kind: reason,
        surname,
        given,
        patronymic,
        birthDate,
        address,
        home,
        addedAt: addedAt.toISOString(),
      }),
    ),
    struck: struck.map((one) => ({
      line: one.line,
      station: one.station,
      addedAt: one.addedAt.toISOString(),
    })),
  });
}

/** The very texts of the supplementary sheet that are hashed. */
export async function exportSheet(
  database: Database,
  actor: Actor,
  now: Date,
  place: RollPlace,
): Outcome<AnswerOf<typeof exportSupplements>> {
  const opened = await rollToRead(database, actor, now, place);
  if (!opened.ok) return opened;
  const sheet = hashedSheet(place, await readSheet(database, opened.value.id, place));
  if (sheet === null) return refused('supplement-missing');
  await recordRead(database, actor, now, place, 'sheet-lines');
  const { version, root, texts } = sheet;
  const lines = texts.map((text) => `${text}\n`).join('');
  return ok({ station: place.station, version, root: root.toString('hex'), lines });
}

/** The roll, for somebody who may take that of the station now; it is counted. */
async function rollToRead(
  database: Database,
  actor: Actor,
  now: Date,
  { code, station }: RollPlace,
): Outcome<Roll> {
  const inForce = await electionInForce(database, code);
  if (inForce === null) return refused('not-found');
  if (inForce.version === null) return refused('not-sealed');
  if (!isLevelEnough(inForce.election.mode, actor)) return refused('sign-in-level-too-low');
  const barred = await barredAt(database, actor, station);
  if (barred !== null) return refused(barred);
  const roll = await findRoll(database, code);
  if (roll === null || roll.status !== 'frozen') return refused('roll-not-frozen');
  const watched = await watchReadings(database, actor, now, code);
  return watched.ok ? ok(roll) : watched;
}

/** Puts into the audit log that somebody read the roll of a station. */
export async function recordRead(
  database: Database,
  actor: Actor,
  now: Date,
  { code, station, territoryPath }: RollPlace,
  form: 'lines' | 'pdf' | 'supplements' | 'sheet-lines' | 'sheet-pdf',
): Promise<void> {
  await recordFact(
    database,
    rollRead,
    {
      now,
      actor: actor.actingAs,
      election: code,
      territoryPath,
      subject: `${code}/roll/${station}`,
    },
    { station, form, person: actor.personId },
  );
}
