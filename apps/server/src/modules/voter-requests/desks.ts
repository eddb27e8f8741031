import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, BodyOf, giveDesk, listDesks, RefusalCode } from '@ovoz/contract';
import { covers } from '@ovoz/election-model';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { findPersonByUsername, listStandingGrants, namesOf } from '../access/public.ts';
import { currentGeography, findStation } from '../geography/public.ts';
import { deskEnded, deskGiven } from './events.ts';
import { actorAt, type Reach } from './reach.ts';
import { endStoredDesk, findDesk, insertDesk, listStoredDesks } from './store-desks.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Nothing = Record<string, never>;

/** Roles that work at a station. */
const AT_STATIONS = ['precinct-member', 'operator'];

/** Gives somebody the station whose voters they may see. It only narrows what two people granted. */
export async function give(
  database: Database,
  reach: Reach,
  now: Date,
  { username, station: number }: BodyOf<typeof giveDesk>,
): Outcome<Nothing> {
  const { pack } = reach.register;
  const current = await currentGeography(database, pack);
  if (current === null) return refused('station-unknown');
  const found = await findStation(database, { pack, number: current.number }, number);
  if (found === null || !reach.wide.some((path) => covers(path, found.path))) {
    return refused('station-unknown');
  }
  return inTransaction(database, async (transaction): Outcome<Nothing> => {
    const person = await findPersonByUsername(transaction, username, now);
    const actor = actorAt(reach, found.path);
    if (person?.status !== 'active' || person.id === actor.personId) {
      return refused('desk-person-wrong');
    }
    const grants = await listStandingGrants(transaction, person.id, now);
    const worksHere = grants.some(
      ({ role, territoryPath, election }) =>
        AT_STATIONS.includes(role) && election === null && covers(territoryPath, found.path),
    );
    if (!worksHere) return refused('desk-person-wrong');
    await endStoredDesk(transaction, person.id, now);
    const desk = { pack, station: number, territoryPath: found.path };
    await insertDesk(transaction, { ...desk, personId: person.id, givenBy: actor.personId }, now);
    const about = {
      now,
      actor: actor.actingAs,
      election: null,
      territoryPath: found.path,
      subject: `${pack}/stations/${number}`,
    };
    const fields = { station: number, person: actor.personId, holder: person.id };
    await recordFact(transaction, deskGiven, about, fields);
    return ok({});
  });
}

/** Takes the station of a person back. */
export async function end(
  database: Database,
  reach: Reach,
  now: Date,
  personId: string,
): Outcome<Nothing> {
  return inTransaction(database, async (transaction): Outcome<Nothing> => {
    const desk = await findDesk(transaction, personId);
    const isWithin =
      desk?.pack === reach.register.pack &&
      reach.wide.some((path) => covers(path, desk.territoryPath));
    if (!isWithin) return refused('desk-person-wrong');
    await endStoredDesk(transaction, personId, now);
    const actor = actorAt(reach, desk.territoryPath);
    const about = {
      now,
      actor: actor.actingAs,
      election: null,
      territoryPath: desk.territoryPath,
      subject: `${desk.pack}/stations/${desk.station}`,
    };
    const fields = { station: desk.station, person: actor.personId, holder: personId };
    await recordFact(transaction, deskEnded, about, fields);
    return ok({});
  });
}

export async function list(database: Database, reach: Reach): Outcome<AnswerOf<typeof listDesks>> {
  const desks = await listStoredDesks(database, reach.register.pack, reach.wide);
  const names = await namesOf(
    database,
    desks.map(({ personId }) => personId),
  );
  return ok({
    desks: desks.map(({ personId, station, since }) => ({
      personId,
      name: names.get(personId) ?? '',
      station,
      since: since.toISOString(),
    })),
  });
}
