import { assert, present } from '@ovoz/basics';
import type { ProtocolContent, ResultForm, ResultPackage } from '@ovoz/election-model';
import {
  contestKey,
  figuresOf,
  place,
  roleCount,
  type StationPart,
  startTabulation,
  type Tabulation,
} from '@ovoz/tally';
import type { CountContext, StandingProtocol } from '../result-protocols/public.ts';
import { paperOf } from '../result-protocols/public.ts';

/**
 * Running totals of the stations that vote on one ballot. Candidates of two districts share their numbers and
 * nothing else, so each district of a contest is tabulated by itself.
 */
export type BallotTabulation = {
  readonly contest: string;
  readonly district: string | null;
  readonly form: ResultForm;
  readonly marksPerBallot: number;
  readonly sums: Tabulation;
};

/** Figures that a form gives by the sum of some of its fields, summed beside them: unknown in one is unknown in all. */
export const ROLE_COLUMNS = { registered: 'role:registered', tookPart: 'role:took-part' } as const;

export const NATION = 'nation';

/** The areas whose totals a station is part of; the country itself is the nation. */
export function areasOf({
  territoryPath,
  district,
}: Pick<StandingProtocol, 'territoryPath' | 'district'>): readonly string[] {
  const territories = territoryPath.split('/').slice(1);
  return [
    NATION,
    ...territories.map((code) => `territory:${code}`),
    ...(district === null ? [] : [`district:${district}`]),
    rightIn(territoryPath),
  ];
}

/** Key of the stations that lie in a territory itself, not in one below it. */
export function rightIn(territoryPath: string): string {
  return `right-in:${territoryPath}`;
}

/** An empty tabulation for every ballot that the protocols are due for. By `contestKey`. */
export function startBallots(
  context: CountContext,
  protocols: readonly StandingProtocol[],
): ReadonlyMap<string, BallotTabulation> {
  const groups = Map.groupBy(protocols, ({ contest, district }) => contestKey(contest, district));
  return new Map(
    [...groups].map(([key, members]) => {
      const { contest, district } = present(members[0], 'a group has a member');
      return [key, startBallot(context, contest, district, members)] as const;
    }),
  );
}

function startBallot(
  context: CountContext,
  contest: string,
  district: string | null,
  members: readonly StandingProtocol[],
): BallotTabulation {
  const { form, options, marksPerBallot } = present(
    paperOf(context, contest, district),
    'a protocol that is due has its paper',
  );
  const columns = Object.values(ROLE_COLUMNS).map((code) => ({
    code,
    row: '',
    caption: { en: code },
    required: false,
  }));
  const sums = startTabulation({
    form: { fields: [...form.fields, ...columns] },
    options,
    stations: members.map((member) => ({ number: member.station, areas: areasOf(member) })),
  });
  return { contest, district, form, marksPerBallot, sums };
}

/** Puts what stands of a protocol in place of what stood before. */
export function placeProtocol(ballot: BallotTabulation, protocol: StandingProtocol): void {
  place(ballot.sums, protocol.station, partOf(ballot, protocol));
}

function partOf({ form }: BallotTabulation, protocol: StandingProtocol): StationPart {
  if (protocol.status === 'annulled') return { status: 'annulled' };
  if (protocol.status !== 'accepted') return { status: 'missing' };
  const { counts, votes } = contentOf(protocol);
  const figures = figuresOf({ counts, votes });
  const roles = {
    [ROLE_COLUMNS.registered]: roleCount(form, 'registered', figures),
    [ROLE_COLUMNS.tookPart]: roleCount(form, 'tookPart', figures),
  };
  return { status: 'counted', content: { counts: { ...counts, ...roles }, votes } };
}

/** The figures of an accepted package. It was checked when it came, and its hash is that of its bytes. */
function contentOf({ contest, station, text }: StandingProtocol): ProtocolContent {
  const { payload } = JSON.parse(
    present(text, 'an accepted protocol has its package'),
  ) as ResultPackage;
  assert(
    payload.contest === contest && payload.station === station,
    'the package that stands is of its protocol',
  );
  return payload.content;
}
