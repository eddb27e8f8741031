import type { Result } from '@ovoz/basics';
import type { ElectionDefinition, ProtocolContent, ResultPayload } from '@ovoz/election-model';
import type { CallTimes } from './call-times.ts';
import type { DrillClient } from './drill-client.ts';
import type { DrillElection } from './drill-election.ts';
import { DrillFailure } from './drill-failure.ts';
import type { DrillStation } from './drill-geography.ts';
import type { DrillPerson } from './drill-people.ts';
import type { CountedPaper, IndependentSum } from './independent-sum.ts';
import type { StationPlan } from './night-plan.ts';

/** The people of a region, and what lies on their desk. */
export type RegionDesk = {
  readonly path: string;
  /** Two members of the territorial commission; what one proposes the other approves. */
  readonly officers: readonly [DrillPerson, DrillPerson];
  readonly operators: readonly DrillPerson[];
  /** Protocols that came and wait for a decision. */
  readonly inbox: ReceivedPaper[];
  /** Packages on a stick that wait to be uploaded. */
  readonly carried: CarriedPaper[];
};

/** A package that the system took, as its receipt says. */
export type ReceivedPaper = CountedPaper & {
  readonly plan: StationPlan;
  readonly version: number;
  readonly errors: number;
};

export type CarriedPaper = Omit<ReceivedPaper, 'hash' | 'errors'> & { readonly text: string };

/** What happened so far, for the progress line and the report. */
export type NightFigures = {
  papersDue: number;
  papersAccepted: number;
  packagesSent: number;
  papersTyped: number;
  thirdEntries: number;
  resent: number;
  alarms: number;
  corrections: number;
  annulments: number;
  returned: number;
  withErrors: number;
  objections: number;
  machineCounts: number;
  turnoutReports: number;
  readonly refusals: Map<string, number>;
};

/** Everything that the actors of a night share. */
export type Night = {
  readonly seed: string;
  readonly election: DrillElection;
  readonly times: CallTimes;
  /** Devices and strangers: a client without a session. */
  readonly device: DrillClient;
  readonly desks: ReadonlyMap<string, RegionDesk>;
  readonly sum: IndependentSum;
  readonly figures: NightFigures;
  readonly papersOf: (station: DrillStation) => readonly StationPaper[];
  /** Legal time now, in milliseconds since 1970. */
  readonly legalNowMs: () => number;
  readonly setLegalClock: (shows: string, speed: number) => Promise<void>;
  readonly otherStation: (number: string) => string;
  readonly expectRefusal: (
    code: string,
    answer: Result<unknown, { readonly code: string }>,
  ) => void;
};

export type StationPaper = {
  readonly contest: string;
  readonly district: string | null;
  readonly content: ProtocolContent;
};

export function emptyFigures(): NightFigures {
  return {
    papersDue: 0,
    papersAccepted: 0,
    packagesSent: 0,
    papersTyped: 0,
    thirdEntries: 0,
    resent: 0,
    alarms: 0,
    corrections: 0,
    annulments: 0,
    returned: 0,
    withErrors: 0,
    objections: 0,
    machineCounts: 0,
    turnoutReports: 0,
    refusals: new Map(),
  };
}

/** Counts a refusal that had to come. @throws DrillFailure when it did not, or was another one. */
export function refusalCounter(figures: NightFigures): Night['expectRefusal'] {
  return (code, answer) => {
    const came = answer.ok ? 'was not refused' : `was refused as ${answer.refusal.code}`;
    if (answer.ok || answer.refusal.code !== code) {
      throw new DrillFailure(`What must be refused as ${code} ${came}.`);
    }
    figures.refusals.set(code, (figures.refusals.get(code) ?? 0) + 1);
  };
}

export function deskOf({ desks }: Night, station: DrillStation): RegionDesk {
  const desk = desks.get(station.region);
  if (desk === undefined) throw new DrillFailure(`Nobody works in ${station.region}.`);
  return desk;
}

/** District of the station in the set of a contest; null where the nation is the district. */
export function districtIn(
  { contests }: Pick<ElectionDefinition, 'contests'>,
  contest: string,
  station: DrillStation,
): string | null {
  const set = contests.find(({ code }) => code === contest)?.districtSet ?? null;
  return set === null ? null : (station.districts[set] ?? null);
}

/** What a device signs. */
export function payloadOf(
  { election, legalNowMs }: Night,
  station: DrillStation,
  { contest, content }: Pick<StationPaper, 'contest' | 'content'>,
  version = 1,
  count: 'hand' | 'machine' = 'hand',
): ResultPayload {
  return {
    format: 1,
    election: election.code,
    mode: 'drill',
    definition: election.definitionHash,
    contest,
    station: station.number,
    count,
    version,
    origin: { kind: 'station-signed' },
    madeAt: new Date(legalNowMs()).toISOString(),
    content,
  };
}
