import type { PublishedTurnout, TurnoutFigures } from '@ovoz/contract';
import { type Column, DataTable } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { ShareLine } from './ShareLine.tsx';

type Row = PublishedTurnout['areas'][number];
type Props = { readonly view: ElectionView; readonly turnout: PublishedTurnout };

const DASH = '–';

/** Turnout of the regions: the share at every hour, and what that of the last hour rests on. */
export function TurnoutByRegion({ view, turnout }: Props) {
  const { t, number, percent } = usePage();
  const { hours } = turnout;
  const last = hours.at(-1);
  const regions = new Set(view.regions.map(({ code }) => `territory:${code}`));
  const rows = turnout.areas.filter(({ area }) => regions.has(area));
  if (last === undefined || rows.length === 0) return null;
  const share = (figures: TurnoutFigures | undefined) => {
    if (figures === undefined || figures.listed === null || figures.listed === 0) return DASH;
    const { votersOfListed: part, listed: whole, hour } = figures;
    return (
      <>
        {percent(part, whole)}
        {hour === last ? <ShareLine part={part} whole={whole} /> : null}
      </>
    );
  };
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      header: t('results.area'),
      rowHeader: true,
      cell: ({ name }) => <Localized text={name} />,
    },
    ...hours.map((hour) => ({
      key: hour,
      header: hour,
      numeric: true,
      cell: (row: Row) => share(at(row, hour)),
    })),
    {
      key: 'voters',
      header: t('results.voted'),
      numeric: true,
      cell: (row) => number(at(row, last)?.voters ?? 0),
    },
    {
      key: 'listed',
      header: t('results.listed'),
      numeric: true,
      cell: (row) => {
        const listed = at(row, last)?.listed ?? null;
        return listed === null ? DASH : number(listed);
      },
    },
    {
      key: 'reported',
      header: t('results.turnout.reported'),
      numeric: true,
      cell: (row) => {
        const { reported, due } = at(row, last) ?? { reported: 0, due: 0 };
        return t('progress.of', { done: reported, total: due });
      },
    },
  ];
  return (
    <DataTable
      caption={t('results.turnout.areas', { hour: last })}
      className="res-areas"
      rows={rows}
      rowKey={({ area }) => area}
      columns={columns}
    />
  );
}

function at({ figures }: Row, hour: string): TurnoutFigures | undefined {
  return figures.find((one) => one.hour === hour);
}
