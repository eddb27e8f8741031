import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import { type BodyOf, type RefusalCode, reportTurnout, type TurnoutFinding } from '@ovoz/contract';
import { localInstant, turnoutFindings } from '@ovoz/election-model';
import { type Actor, coveringGrant, grantsOf, type SignedIn } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { type ElectionInForce, isLevelEnough, legalTime } from '../elections/public.ts';
import { type StationPlace, stationPlaces } from '../geography/public.ts';
import { turnoutReported } from './events.ts';
import { insertReports, lockTurnout, standingReports, type TurnoutReport } from './store.ts';
import { turnoutHours } from './turnout.ts';

type Reports = BodyOf<typeof reportTurnout>['reports'];
type Outcome = {
  station: string;
  hour: string;
  refusal: RefusalCode | null;
  findings: TurnoutFinding[];
};
/** A report that can be kept, and the right by which it is. */
type Accepted = TurnoutReport & {
  readonly territoryPath: string;
  readonly findings: readonly TurnoutFinding[];
  readonly actingAs: Actor['actingAs'];
};

/** Keeps what can be kept; every report has its own outcome. A later one of a station and hour corrects. */
export async function report(
  database: Database,
  signedIn: SignedIn,
  now: Date,
  inForce: ElectionInForce,
  reports: Reports,
): Promise<Result<{ outcomes: Outcome[] }, RefusalCode>> {
  const { election, version } = inForce;
  if (!isLevelEnough(election.mode, signedIn)) return refused('sign-in-level-too-low');
  const geography = { pack: election.pack, number: version.definition.geography.version };
  const stations = [...new Set(reports.map(({ station }) => station))];
  const places = await stationPlaces(database, geography, stations);
  const judge = judgeFor(inForce, signedIn, now, places);
  return inTransaction(
    database,
    async (transaction): Promise<Result<{ outcomes: Outcome[] }, RefusalCode>> => {
      await lockTurnout(transaction, election.code);
      const standing = await standingReports(transaction, election.code, stations);
      const { outcomes, accepted } = takeInTurn(reports, standing, judge, turnoutHours(inForce));
      if (accepted.length > 0) {
        const by = { person: signedIn.personId, at: now };
        await insertReports(transaction, election.code, accepted, by);
        await recordReports(transaction, signedIn, now, inForce, accepted);
      }
      return ok({ outcomes });
    },
  );
}

type Judge = (
  report: Reports[number],
) => Result<{ readonly place: StationPlace; readonly actingAs: Actor['actingAs'] }, RefusalCode>;

/** Whether a report may be made now by this person. */
function judgeFor(
  inForce: ElectionInForce,
  signedIn: SignedIn,
  now: Date,
  places: readonly StationPlace[],
): Judge {
  const { election, version } = inForce;
  const byNumber = new Map(places.map((place) => [place.number, place]));
  const grants = grantsOf(signedIn, reportTurnout.access.roles);
  const hours = turnoutHours(inForce);
  const legal = legalTime(election.clock, now);
  return ({ station, hour }) => {
    const place = byNumber.get(station);
    if (place === undefined) return refused('station-unknown');
    const { territoryPath } = place;
    const grant = coveringGrant(grants, { territoryPath, election: election.code });
    if (grant === null) return refused('not-found');
    if (!hours.includes(hour)) return refused('hour-unknown');
    if (legal < localInstant(version.definition.votingDay, hour, place.timeZone)) {
      return refused('hour-not-reached');
    }
    const actingAs = { role: grant.role, territoryPath: grant.territoryPath };
    return ok({ place, actingAs });
  };
}

/** One after the other, so that a report sees those before it in the same list. */
function takeInTurn(
  reports: Reports,
  standing: readonly TurnoutReport[],
  judge: Judge,
  hours: readonly string[],
): { outcomes: Outcome[]; accepted: readonly Accepted[] } {
  const known = new Map<string, Map<string, TurnoutReport>>();
  const ofStation = (station: string) => {
    const own = known.get(station) ?? new Map<string, TurnoutReport>();
    known.set(station, own);
    return own;
  };
  for (const one of standing) ofStation(one.station).set(one.hour, one);
  const accepted: Accepted[] = [];
  const outcomes = reports.map((given): Outcome => {
    const { station, hour } = given;
    const judged = judge(given);
    if (!judged.ok) return { station, hour, refusal: judged.refusal, findings: [] };
    const own = ofStation(station);
    const findings = [...turnoutFindings(given, [...own.values()], hours)];
    const kept = { ...given, number: (own.get(hour)?.number ?? 0) + 1 };
    own.set(hour, kept);
    const { place, actingAs } = judged.value;
    accepted.push({ ...kept, territoryPath: place.territoryPath, findings, actingAs });
    return { station, hour, refusal: null, findings };
  });
  return { outcomes, accepted };
}

/** A fact for each right that was used: almost always one. */
async function recordReports(
  transaction: Transaction,
  { personId }: SignedIn,
  now: Date,
  { election }: ElectionInForce,
  accepted: readonly Accepted[],
): Promise<void> {
  const byRight = Map.groupBy(
    accepted,
    ({ actingAs }) => `${actingAs.role} ${actingAs.territoryPath}`,
  );
  for (const reports of byRight.values()) {
    const actor = reports[0]?.actingAs ?? null;
    const rows = reports.map(({ station, hour, number, voters, listed }) => ({
      station,
      hour,
      number,
      voters,
      listed,
    }));
    await recordFact(
      transaction,
      turnoutReported,
      {
        now,
        actor,
        election: election.code,
        // A right over everything is used here in one country.
        territoryPath: actor?.territoryPath || election.territoryPath,
        subject: `${election.code}/turnout`,
      },
      {
        reports: reports.length,
        implausible: reports.filter(({ findings }) => findings.length > 0).length,
        hash: sha256(canonicalJson(rows)).toString('hex'),
        person: personId,
      },
    );
  }
}
