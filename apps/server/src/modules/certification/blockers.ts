import type { CertificationBlocker } from '@ovoz/contract';
import type { CanvassState } from '../canvass/public.ts';
import type { ElectionTabulation, Seats } from '../tabulation/public.ts';
import { impossibleTotals } from './impossible-totals.ts';

/** What is read besides the totals. */
export type OpenMatters = {
  readonly alarms: readonly {
    readonly contest: string;
    readonly station: string;
    readonly alarms: number;
  }[];
  readonly objections: readonly { readonly number: number; readonly station: string }[];
  readonly canvass: readonly CanvassState[];
};

/** As many as a person looks at before opening the list. */
const MAX_EXAMPLES = 5;

/** What stands in the way of certifying, once figures may be known. */
export function blockersOf(
  tabulation: ElectionTabulation,
  seats: Seats,
  { alarms, objections, canvass }: OpenMatters,
): readonly CertificationBlocker[] {
  const undecided = [...tabulation.protocols.values()].filter(
    ({ status }) => status !== 'accepted' && status !== 'annulled',
  );
  const nameOf = ({ node }: CanvassState) => `${node.contest}, ${node.area}`;
  return [
    blocker(
      'protocols-undecided',
      undecided.map(({ contest, station }) => `${contest}, station ${station}`),
    ),
    blocker(
      'alarms-open',
      alarms.flatMap(({ contest, station, alarms: open }) =>
        Array.from({ length: open }, () => `${contest}, station ${station}`),
      ),
    ),
    blocker(
      'objections-open',
      objections.map(({ number, station }) => `Objection ${number}, station ${station}`),
    ),
    blocker(
      'canvass-incomplete',
      canvass.filter(({ status }) => status !== 'confirmed').map(nameOf),
    ),
    blocker(
      'canvass-differs',
      canvass.filter(({ last }) => last !== null && last.differences.length > 0).map(nameOf),
    ),
    blocker(
      'lot-needed',
      tiesOf(seats).map(({ contest, district, step }) =>
        district === null ? `${contest}, ${step}` : `${contest}, district ${district}, ${step}`,
      ),
    ),
    blocker('impossible-totals', impossibleTotals(tabulation)),
  ].filter((one) => one !== null);
}

/** While figures are sealed, nothing that follows from them is told either. */
export function notReleased(releaseAt: Date): readonly CertificationBlocker[] {
  return [{ code: 'not-released', count: 1, examples: [releaseAt.toISOString()] }];
}

/** Ties that stop the working of seats until a lot is drawn. */
export function tiesOf({ districts }: Seats) {
  return districts.flatMap(({ contest, district, allocation }) => {
    const tie = allocation?.tie ?? null;
    return tie === null
      ? []
      : [{ contest, district, step: tie.step, options: [...tie.options], seats: tie.seats }];
  });
}

function blocker(
  code: CertificationBlocker['code'],
  found: readonly string[],
): CertificationBlocker | null {
  if (found.length === 0) return null;
  return { code, count: found.length, examples: found.slice(0, MAX_EXAMPLES) };
}
