import { assert, ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, exportStationRoll, listSupplements, RefusalCode } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { rollLineText } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { electionInForce, isLevelEnough } from '../elections/public.ts';
import { barredAt } from './desk.ts';
import { rollRead } from './events.ts';
import { stationEntries } from './store-entries.ts';
import { findRoll, findRoot, type Roll } from './store-rolls.ts';
import { struckLines, supplementsOf } from './store-supplements.ts';
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
  const { station, territoryPath } = place;
  const opened = await rollToRead(database, actor, now, place);
  if (!opened.ok) return opened;
  const roll = opened.value;
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, [territoryPath]);
    const added = await supplementsOf(transaction, roll.id, station);
    // Who was added elsewhere stands in another territory: of that only the line here is read.
    await openRegister(transaction, WHOLE_REGISTER);
    return ok({ added, struck: await struckLines(transaction, roll.id, station) });
  });
  assert(read.ok, 'reading is never refused');
  const { added, struck } = read.value;
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
    struck: struck.map((one) => ({ ...one, addedAt: one.addedAt.toISOString() })),
  });
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
  form: 'lines' | 'pdf' | 'supplements',
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
