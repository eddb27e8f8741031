import type { AnswerOf, getCoverage } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { CoverageBar } from '../../counting/CoverageBar.tsx';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';

type Area = AnswerOf<typeof getCoverage>['areas'][number];

type Props = {
  readonly code: string;
  readonly areas: readonly Area[];
  readonly contest: string | undefined;
};

/** The areas right below, those with most missing first. */
export function AreaTable({ code, areas, contest }: Props) {
  const { t, number, percent } = useTranslator();
  const placeName = usePlaceName();
  const trouble = ({ coverage }: Area) =>
    coverage.alarms + coverage.withErrors + coverage.different;
  return (
    <DataTable
      caption={t('follow.areas', { count: areas.length })}
      className="area-table"
      stacked
      rows={areas}
      rowKey={({ path }) => path}
      columns={[
        {
          key: 'name',
          header: t('geography.territory'),
          rowHeader: true,
          cell: ({ path, name }) => (
            <PageLink
              to="/count/$code"
              params={{ code }}
              search={{ territory: path, ...(contest === undefined ? {} : { contest }) }}
            >
              {placeName({ territoryPath: path, territoryName: name })}
            </PageLink>
          ),
        },
        {
          key: 'bar',
          header: t('follow.coverage'),
          line: true,
          cell: ({ coverage }) => (
            <>
              <CoverageBar coverage={coverage} />
              <span className="quiet">
                {coverage.due === 0 ? '' : `${percent(coverage.accepted, coverage.due)} · `}
                {t('coverage.of', { accepted: coverage.accepted, due: coverage.due })}
              </span>
            </>
          ),
        },
        {
          key: 'missing',
          header: t('coverage.awaited'),
          label: t('coverage.awaited'),
          line: true,
          numeric: true,
          cell: ({ coverage }) => number(coverage.awaited),
        },
        {
          key: 'overdue',
          header: t('coverage.overdue'),
          label: t('coverage.overdue'),
          numeric: true,
          cell: ({ coverage }) => number(coverage.overdue),
        },
        {
          key: 'decide',
          header: t('coverage.to-decide'),
          label: t('coverage.to-decide'),
          numeric: true,
          cell: ({ coverage }) => number(coverage.received),
        },
        {
          key: 'trouble',
          header: t('follow.trouble'),
          label: t('follow.trouble'),
          line: true,
          numeric: true,
          cell: (area) => number(trouble(area)),
        },
      ]}
    />
  );
}
