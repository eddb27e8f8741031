import type { DistrictSeats } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { addresses } from '../../site/addresses.ts';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, optionsOf } from '../../site/result-facts.ts';
import { ColoredName } from './ShareLine.tsx';
import { useNames } from './use-names.ts';

type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly districts: readonly DistrictSeats[];
};

/** Who leads or is elected in each electoral district of a contest. */
export function DistrictLeaders({ view, contest, districts }: Props) {
  const { t, to, number, percent } = usePage();
  const names = useNames(view);
  const rows = districts.map((one) => rowOf(view, contest, one));
  return (
    <DataTable
      caption={t('districts.title')}
      rows={rows}
      stacked
      rowKey={({ seats }) => seats.district ?? ''}
      columns={[
        {
          key: 'district',
          header: t('candidate.district'),
          rowHeader: true,
          cell: ({ seats, name }) => (
            <a
              href={to(addresses.resultArea(view.code, districtFile(contest.code, seats.district)))}
            >
              <Localized text={name} />
            </a>
          ),
        },
        {
          key: 'leader',
          line: true,
          header: t('results.most'),
          cell: ({ leader }) =>
            leader === null ? (
              '–'
            ) : (
              <ColoredName color={leader.color}>
                {names.option(leader)}
                <span className="res-bars__party">{names.party(leader.party)}</span>
              </ColoredName>
            ),
        },
        {
          key: 'share',
          line: true,
          label: t('results.share'),
          header: t('results.share'),
          numeric: true,
          cell: ({ votes, whole }) => (whole === 0 ? '–' : percent(votes, whole)),
        },
        {
          key: 'lead',
          label: t('results.ahead'),
          header: t('results.ahead'),
          numeric: true,
          cell: ({ leader, votes, second }) => (leader === null ? '–' : number(votes - second)),
        },
        {
          key: 'state',
          line: true,
          header: t('calendar.state'),
          cell: ({ seats }) => t(allocationKey(seats)),
        },
        {
          key: 'counted',
          label: t('results.counted'),
          header: t('results.counted'),
          numeric: true,
          cell: ({ seats }) =>
            t('progress.of', { done: seats.stationsCounted, total: seats.stationsDue }),
        },
      ]}
    />
  );
}

/** What the votes counted so far come to; elected is a person only when all stations are counted. */
export function allocationKey({ allocation, stationsCounted, stationsDue }: DistrictSeats) {
  if (allocation === null || stationsCounted === 0) return 'allocation.no-votes';
  if (allocation.status === 'complete') {
    return stationsCounted < stationsDue ? 'allocation.leading' : 'allocation.complete';
  }
  return `allocation.${allocation.status}` as const;
}

export function districtFile(contest: string, district: string | null): string {
  return `districts/${contest}-${district}`;
}

function rowOf(view: ElectionView, contest: Contest, seats: DistrictSeats) {
  const options = seats.allocation?.options ?? [];
  const [first, second] = options.toSorted((one, other) => other.votes - one.votes);
  const isAhead = first !== undefined && first.votes > (second?.votes ?? 0);
  const { district: code } = seats;
  const entry = view.districts.find(
    ({ district }) => district.set === contest.districtSet && district.code === code,
  );
  return {
    seats,
    name: entry?.district.name ?? { en: code ?? '' },
    leader: isAhead
      ? (optionsOf(view, contest, code).find((one) => one.code === first.option) ?? null)
      : null,
    votes: first?.votes ?? 0,
    second: second?.votes ?? 0,
    whole: options.reduce((sum, { votes }) => sum + votes, 0),
  };
}
