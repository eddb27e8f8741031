import type { PublishedArea } from '@ovoz/contract';
import { type Column, DataTable } from '@ovoz/ui';
import { addresses, stationAnchor, stationQuery } from '../../site/addresses.ts';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, formOf, optionsOf, roleCount } from '../../site/result-facts.ts';
import { useNames } from './use-names.ts';

type Row = PublishedArea['stations'][number];
type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  /** The electoral district that all the rows lie in; null when they may lie in several. */
  readonly district: string | null;
  readonly stations: readonly Row[];
  /** Only one table of a page has the rows that addresses point at. */
  readonly anchored: boolean;
};

/** Polling stations as rows, each with the way to its protocol. A missing one is a shown gap. */
export function StationRows({ view, contest, district, stations, anchored }: Props) {
  const { t, to, say, number } = usePage();
  const names = useNames(view);
  const isOneBallot = contest.districtSet === null || district !== null;
  const options = isOneBallot ? optionsOf(view, contest, district) : [];
  const page = to(addresses.resultStation(view.code));
  const of = (row: Row) => row.contests.find((one) => one.contest === contest.code);
  const form = formOf(view, contest);
  const figure = (value: number | null | undefined) => {
    if (value === undefined) return '–';
    return value === null ? t('value.unknown') : number(value);
  };
  const role = (row: Row, name: 'registered' | 'tookPart') => {
    const content = of(row)?.content;
    return content == null ? undefined : roleCount(form, name, content);
  };
  const columns: readonly Column<Row>[] = [
    {
      key: 'number',
      header: t('station.number'),
      numeric: true,
      cell: (row) => <a href={`${page}${stationQuery(row.number)}`}>{row.number}</a>,
    },
    {
      key: 'name',
      header: t('station.name'),
      rowHeader: true,
      cell: ({ name }) => say.name(name),
    },
    {
      key: 'state',
      header: t('results.protocol'),
      cell: (row) => {
        const protocol = of(row);
        if (protocol === undefined) return '–';
        const { status, version, flagged } = protocol;
        return (
          <span className={`res-protocol res-protocol--${status}`}>
            {[
              t(`protocol.${status}`),
              ...(version > 1 ? [t('protocol.version', { version })] : []),
              ...(flagged ? [t('protocol.flagged')] : []),
            ].join(', ')}
          </span>
        );
      },
    },
    {
      key: 'registered',
      header: t('results.listed'),
      numeric: true,
      cell: (row) => figure(role(row, 'registered')),
    },
    {
      key: 'tookPart',
      header: t('results.voted'),
      numeric: true,
      cell: (row) => figure(role(row, 'tookPart')),
    },
    ...options.map((option) => ({
      key: option.code,
      header: names.option(option),
      numeric: true,
      cell: (row: Row) => figure(of(row)?.content?.votes[option.code]),
    })),
  ];
  return (
    <div className="site-unit">
      <DataTable
        caption={<Localized text={contest.title} />}
        rows={stations}
        rowKey={(row) => row.number}
        {...(anchored ? { rowId: (row: Row) => stationAnchor(row.number) } : {})}
        columns={columns}
      />
    </div>
  );
}
