import { type AssignmentSet, listAssignmentMoves } from '@ovoz/contract';
import { DataTable, type MapArea, TerritoryMap } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { RouterLinks } from '../../page/RouterLinks.tsx';
import { useBoundaries } from '../../places/boundaries.ts';
import { shadeOf } from '../../places/shade-of.ts';
import { reading } from '../../server/reading.ts';
import { useCountry, usePlaceOf, useTerritories } from './use-assignment.ts';

type Props = { readonly pack: string; readonly set: AssignmentSet };

/** Addresses and voters that change their station: on the map, by territory, and from which station to which. */
export function DifferencePart({ pack, set }: Props) {
  const { t, number } = useTranslator();
  const { territory = '' } = useSearch({ from: '/shell/voters/$pack/assignment/sets/$set' });
  const navigate = useNavigate();
  const placeOf = usePlaceOf();
  const params = { pack, set: String(set.number) };
  // What was worked out before must not stand beside newer counts.
  const whole = useSuspenseQuery({
    ...reading(listAssignmentMoves, { params, query: {} }),
    staleTime: 0,
  }).data;
  const { moves, total } = useSuspenseQuery(
    reading(listAssignmentMoves, { params, query: territory === '' ? {} : { territory } }),
  ).data;
  const show = (code: string) =>
    void navigate({
      to: '/voters/$pack/assignment/sets/$set',
      params,
      search: code === '' ? {} : { territory: code },
      resetScroll: false,
    });
  if (whole.total.moves === 0) {
    return (
      <Section title={t('assignment.difference')}>
        <p>{t('assignment.no-moves')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('assignment.difference')}>
      <p>
        {t('assignment.moved', {
          addresses: number(whole.total.addresses),
          voters: number(whole.total.voters),
        })}
      </p>
      <MovesMap set={set} territories={whole.territories} />
      <FilterSelect
        label={t('geography.territory')}
        value={territory}
        empty={t('geography.everywhere')}
        onChange={show}
        choices={whole.territories.map(({ territoryPath }) => ({
          value: codeOf(territoryPath),
          label: placeOf(territoryPath),
        }))}
      />
      <DataTable
        caption={t('difference.listed', { shown: moves.length, all: total.moves })}
        rows={moves}
        rowKey={({ territoryPath, from, to }) => `${territoryPath} ${from} ${to}`}
        columns={[
          {
            key: 'territory',
            header: t('geography.territory'),
            rowHeader: true,
            cell: ({ territoryPath }) => placeOf(territoryPath),
          },
          {
            key: 'from',
            header: t('assignment.from'),
            cell: ({ from }) => from ?? t('assignment.no-station'),
          },
          {
            key: 'to',
            header: t('assignment.to'),
            cell: ({ to }) => to ?? t('assignment.no-station'),
          },
          {
            key: 'addresses',
            header: t('assignment.addresses'),
            numeric: true,
            cell: ({ addresses }) => number(addresses),
          },
          {
            key: 'voters',
            header: t('assignment.voters'),
            numeric: true,
            cell: ({ voters }) => number(voters),
          },
        ]}
      />
    </Section>
  );
}

type MapProps = {
  readonly set: AssignmentSet;
  readonly territories: readonly { readonly territoryPath: string; readonly voters: number }[];
};

/** Regions by the voters who change their station. */
function MovesMap({ set, territories }: MapProps) {
  const { t } = useTranslator();
  const text = useText();
  const pack = useCountry();
  const boundaries = useBoundaries(pack, 1);
  const regions = useTerritories().filter(({ territory }) => territory.level === 1);
  const votersIn = (path: string) =>
    territories
      .filter(({ territoryPath }) => territoryPath === path || territoryPath.startsWith(`${path}/`))
      .reduce((sum, { voters }) => sum + voters, 0);
  if (boundaries === null) return null;
  const most = Math.max(...regions.map(({ territory }) => votersIn(territory.path)), 1);
  const areas = new Map<string, MapArea>(
    regions.map(({ territory }) => [
      territory.code,
      {
        name: text(territory.name),
        label: text(territory.name),
        href: `/admin/voters/${pack.code}/assignment/sets/${set.number}?territory=${encodeURIComponent(territory.code)}`,
        shade: shadeOf(votersIn(territory.path), most),
        value: t('assignment.voters-count', { count: votersIn(territory.path) }),
      },
    ]),
  );
  return (
    <RouterLinks>
      <TerritoryMap
        title={t('assignment.map')}
        boundaries={boundaries}
        areas={areas}
        credits={pack.credits}
        alternative={<p className="quiet">{t('assignment.map-table')}</p>}
      />
    </RouterLinks>
  );
}

function codeOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
