import { ok, type Result, refused } from '@ovoz/basics';
import {
  type AnswerOf,
  type getDisplayList,
  MAX_DISPLAY_LINES,
  type RefusalCode,
} from '@ovoz/contract';
import { type DisplayField, sortByAlphabet } from '@ovoz/election-model';
import { eligibility, isOnDisplay } from '@ovoz/voter-register';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { findStation } from '../geography/public.ts';
import { nameOf } from './asked.ts';
import { displayListRead } from './events.ts';
import { actorAt, type Reach, reaches } from './reach.ts';
import type { RequestTime } from './request-time.ts';
import { countAbroadFrom } from './store-overseas.ts';
import { type ListedVoter, votersOfStation } from './store-voters.ts';

type Answer = AnswerOf<typeof getDisplayList>;
const YEAR_LENGTH = 4;

/** The list of a station for the wall: eligible voters, by the alphabet, with the fields that the law allows. */
export async function displayList(
  database: Database,
  reach: Reach,
  now: Date,
  { election, voting, legalNow }: RequestTime,
  number: string,
): Promise<Result<Answer, RefusalCode>> {
  if (election === null || voting === null) return refused('not-sealed');
  const { rules, law, pack } = reach.register;
  const version = { pack, number: election.version.definition.geography.version };
  const found = await findStation(database, version, number);
  if (found === null || !reaches(reach, found.path, number)) return refused('not-found');
  if (!isOnDisplay(legalNow.getTime(), rules.displayDays, voting)) return refused('not-on-display');
  const code = election.election.code;
  return inTransaction(database, async (transaction): Promise<Result<Answer, RefusalCode>> => {
    // The whole register: who was moved here may live anywhere, and hangs on this wall all the same.
    await openRegister(transaction, WHOLE_REGISTER);
    const place = { pack, election: code, station: number };
    const listed = await votersOfStation(transaction, place, MAX_DISPLAY_LINES);
    const eligible = listed.filter((voter) => eligibility(voter, rules, voting.day).eligible);
    const lines = sortByAlphabet(law.languages[0]?.alphabet ?? [], eligible, nameOf);
    const actor = actorAt(reach, found.path);
    await recordFact(
      transaction,
      displayListRead,
      {
        now,
        actor: actor.actingAs,
        election: code,
        territoryPath: found.path,
        subject: `${code}/stations/${number}`,
      },
      { station: number, lines: lines.length, person: actor.personId },
    );
    const { name, address } = found.station;
    return ok({
      station: { number, name, address },
      votingDay: voting.day,
      fields: [...rules.displayFields],
      article: rules.articles.display.article,
      confirmed: rules.articles.display.confirmed,
      abroad: await countAbroadFrom(transaction, place),
      lines: lines.map((voter, index) => ({
        line: index + 1,
        name: nameOf(voter),
        born: bornShown(voter, rules.displayFields),
      })),
    });
  });
}

/** As much of the birth date as the law lets hang on a wall. */
function bornShown({ birthDate }: ListedVoter, fields: readonly DisplayField[]): string | null {
  if (fields.includes('birth-date')) return birthDate;
  return fields.includes('birth-year') ? birthDate.slice(0, YEAR_LENGTH) : null;
}
