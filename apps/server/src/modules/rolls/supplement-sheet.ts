import { assert, ok } from '@ovoz/basics';
import { leafHash } from '@ovoz/public-log';
import { sheetLineText } from '@ovoz/voter-register';
import { type Database, inTransaction } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { RollPlace } from './reading.ts';
import { rootOfLeaves } from './station-roll.ts';
import {
  type AddedVoter,
  type ListedSupplement,
  type StruckLine,
  struckLines,
  supplementsOf,
} from './store-supplements.ts';

/** What came after the freeze at one station. It only grows: numbers stay, and so do struck lines. */
export type SupplementSheet = {
  readonly added: readonly ListedSupplement[];
  readonly struck: readonly StruckLine[];
};

/** A sheet as bytes that are hashed. */
export type HashedSheet = {
  /** How many lines were added and struck out. */
  readonly version: number;
  readonly root: Buffer;
  /** The texts that were hashed, in their order. */
  readonly texts: readonly string[];
};

/** The sheet of a station as it stands at one moment. */
export async function readSheet(
  database: Database,
  roll: number,
  { station, territoryPath }: Pick<RollPlace, 'station' | 'territoryPath'>,
): Promise<SupplementSheet> {
  const read = await inTransaction(database, async (transaction) => {
    // One moment for both statements: no two sheets have the same version.
    await transaction`set transaction isolation level repeatable read`;
    await openRegister(transaction, [territoryPath]);
    const added = await supplementsOf(transaction, roll, station);
    // Who was added elsewhere stands in another territory: of that only the line here is read.
    await openRegister(transaction, WHOLE_REGISTER);
    return ok({ added, struck: await struckLines(transaction, roll, station) });
  });
  assert(read.ok, 'reading is never refused');
  return read.value;
}

/** @returns null while nobody was added and no line is struck out. */
export function hashedSheet(
  place: Pick<RollPlace, 'code' | 'station'>,
  { added, struck }: SupplementSheet,
): HashedSheet | null {
  const texts = [
    ...added.map((one) => addedText(place, one)),
    ...struck.map((one) => struckText(place, one)),
  ];
  if (texts.length === 0) return null;
  return { version: texts.length, root: rootOfLeaves(texts.map(leafOf)), texts };
}

export function leafOf(text: string): Uint8Array {
  return leafHash(Buffer.from(text), sha256);
}

export function addedText(
  { code: election, station }: Pick<RollPlace, 'code' | 'station'>,
  { number, surname, given, patronymic, birthDate, address, reason, home, salt }: AddedVoter,
): string {
  const person = { surname, given, patronymic, birthDate, address };
  return sheetLineText({
    part: 'supplement',
    election,
    station,
    line: number,
    ...person,
    reason,
    home,
    salt,
  });
}

export function struckText(
  { code: election, station }: Pick<RollPlace, 'code' | 'station'>,
  { line, station: votesAt, salt }: Pick<StruckLine, 'line' | 'station' | 'salt'>,
): string {
  const reason = 'certificate' as const;
  const own = struckSalt(salt);
  return sheetLineText({ part: 'struck', election, station, line, reason, votesAt, salt: own });
}

const SALT_DIGITS = 32;

/** One that says nothing of the salt of the supplement elsewhere: that belongs to the other station. */
function struckSalt(salt: string): string {
  return sha256(`ovoz/roll/struck/${salt}`).toString('hex').slice(0, SALT_DIGITS);
}
