import type { PublishedArea } from '@ovoz/contract';
import { type Column, DataTable } from '@ovoz/ui';
import { addresses } from '../../site/addresses.ts';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import {
  type Contest,
  formOf,
  optionsOf,
  type ResultOption,
  totalsFor,
  validVotes,
} from '../../site/result-facts.ts';
import { useNames } from './use-names.ts';

type Row = PublishedArea['areas'][number];
type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly areas: readonly Row[];
};

/** The areas right below: what is counted, turnout, and the shares of the lists. */
export function AreaTable({ view, contest, areas }: Props) {
  const { t, to, percent } = usePage();
  const names = useNames(view);
  const form = formOf(view, contest);
  const totalsOf = ({ totals }: Row) => totalsFor(totals, contest.code);
  // Where many lists stand, those with votes come before those without.
  const votesOf = ({ code }: ResultOption) =>
    areas.reduce((sum, row) => sum + (totalsOf(row)?.votes[code]?.sum ?? 0), 0);
  const options =
    contest.districtSet === null
      ? optionsOf(view, contest, null).toSorted((one, other) => votesOf(other) - votesOf(one))
      : [];
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      header: t('results.area'),
      rowHeader: true,
      cell: ({ file, name }) => (
        <a href={to(addresses.resultArea(view.code, file))}>
          <Localized text={name} />
        </a>
      ),
    },
    {
      key: 'counted',
      header: t('results.counted'),
      numeric: true,
      cell: (row) => {
        const totals = totalsOf(row);
        if (totals === null) return '–';
        return t('progress.of', { done: totals.stationsCounted, total: totals.stationsDue });
      },
    },
    {
      key: 'turnout',
      header: t('results.turnout'),
      numeric: true,
      cell: (row) => {
        const { registered, tookPart } = totalsOf(row) ?? {};
        const isKnown = (registered?.sum ?? 0) > 0 && tookPart !== null && tookPart !== undefined;
        return isKnown ? percent(tookPart.sum, registered?.sum ?? 1) : '–';
      },
    },
    ...options.map((option) => ({
      key: option.code,
      header: names.option(option),
      numeric: true,
      cell: (row: Row) => {
        const totals = totalsOf(row);
        const whole = totals === null ? 0 : validVotes(form, totals);
        return whole === 0 ? '–' : percent(totals?.votes[option.code]?.sum ?? 0, whole);
      },
    })),
  ];
  return (
    <DataTable
      caption={<Localized text={contest.title} />}
      className="res-areas"
      rows={areas}
      rowKey={({ file }) => file}
      columns={columns}
    />
  );
}
