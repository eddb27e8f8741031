import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, getTurnout, reportTurnout, type TurnoutFigures } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AsOfLine } from '../../counting/AsOfLine.tsx';
import { TerritoryFilter } from '../../counting/TerritoryFilter.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { reading } from '../../server/reading.ts';
import { whileSomebodyIsThere } from '../../session/activity.ts';
import { useMay } from '../../session/use-session.ts';
import { hourToShow } from './hour-to-show.ts';
import { TurnoutGrid } from './TurnoutGrid.tsx';
import { TurnoutShare } from './TurnoutShare.tsx';
import type { TurnoutSearch } from './turnout-search.ts';

const RENEW_MS = 30_000;

/** Turnout hour by hour, with what is implausible; for those who report, the grid to enter it. */
export function TurnoutPart() {
  const { t } = useTranslator();
  const { code, pack } = useCounted();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/count/$code/turnout' });
  const { territory } = search;
  const { data, error } = useQuery({
    ...reading(getTurnout, {
      params: { code },
      query: territory === undefined ? {} : { territory },
    }),
    refetchInterval: whileSomebodyIsThere(RENEW_MS),
  });
  const go = (next: TurnoutSearch) =>
    void navigate({ to: '/count/$code/turnout', params: { code }, search: next, replace: true });
  const hour = data === undefined ? '' : (search.hour ?? hourToShow(data.whole, data.hours));
  return (
    <>
      <div className="filters">
        {data !== undefined && data.hours.length > 0 && (
          <FilterSelect
            label={t('turnout.hour')}
            value={hour}
            onChange={(next) => go({ ...search, hour: next })}
            choices={data.hours.map((one) => ({ value: one, label: one }))}
          />
        )}
      </div>
      <TerritoryFilter
        pack={pack.code}
        value={territory}
        onChange={(path) => {
          const { territory: _, ...others } = search;
          go(path === undefined ? others : { ...others, territory: path });
        }}
      />
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : (
        <TurnoutView code={code} data={data} hour={hour} />
      )}
    </>
  );
}

type ViewProps = {
  readonly code: string;
  readonly data: AnswerOf<typeof getTurnout>;
  readonly hour: string;
};

function TurnoutView({ code, data, hour }: ViewProps) {
  const { t } = useTranslator();
  const may = useMay();
  if (data.hours.length === 0) {
    return (
      <EmptyState title={t('turnout.no-hours')}>
        <p>{t('turnout.no-hours-text')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {data.implausible > 0 && (
        <Alert data-color="warning">
          <Paragraph>{t('turnout.implausible', { count: data.implausible })}</Paragraph>
        </Alert>
      )}
      <Section title={t('turnout.by-hour')}>
        <HoursTable figures={data.whole} />
        <AsOfLine instant={data.asOf} />
      </Section>
      {data.areas.length > 0 && (
        <Section title={t('turnout.by-area', { hour })}>
          <AreasTable code={code} areas={data.areas} hour={hour} />
        </Section>
      )}
      {data.stations.length > 0 && (
        <Section title={t('turnout.by-station', { hour })}>
          {/* Another hour is another grid. */}
          <TurnoutGrid
            key={hour}
            code={code}
            stations={data.stations}
            hour={hour}
            mayReport={may(reportTurnout)}
          />
        </Section>
      )}
      {data.stations.length === 0 && may(reportTurnout) && (
        <Paragraph className="quiet">{t('turnout.choose-lowest')}</Paragraph>
      )}
    </>
  );
}

function HoursTable({ figures }: { readonly figures: readonly TurnoutFigures[] }) {
  const { t, number } = useTranslator();
  return (
    <DataTable
      caption={t('turnout.hours')}
      rows={figures}
      rowKey={({ hour }) => hour}
      columns={[
        { key: 'hour', header: t('turnout.hour'), rowHeader: true, cell: ({ hour }) => hour },
        {
          key: 'share',
          header: t('turnout.share'),
          cell: (one) => <TurnoutShare figures={one} />,
        },
        {
          key: 'voters',
          header: t('turnout.voters'),
          numeric: true,
          cell: ({ voters }) => number(voters),
        },
        {
          key: 'reported',
          header: t('turnout.reported'),
          numeric: true,
          cell: ({ reported, due }) => t('turnout.reported-of', { reported, due }),
        },
      ]}
    />
  );
}

type AreasProps = {
  readonly code: string;
  readonly areas: ViewProps['data']['areas'];
  readonly hour: string;
};

function AreasTable({ code, areas, hour }: AreasProps) {
  const { t, number } = useTranslator();
  const placeName = usePlaceName();
  const at = ({ figures }: AreasProps['areas'][number]) => figures.find((one) => one.hour === hour);
  return (
    <DataTable
      caption={t('follow.areas-count', { count: areas.length })}
      rows={areas}
      rowKey={({ path }) => path}
      columns={[
        {
          key: 'name',
          header: t('geography.territory'),
          rowHeader: true,
          cell: ({ path, name }) => (
            <PageLink
              to="/count/$code/turnout"
              params={{ code }}
              search={{ territory: path, hour }}
            >
              {placeName({ territoryPath: path, territoryName: name })}
            </PageLink>
          ),
        },
        {
          key: 'share',
          header: t('turnout.share'),
          cell: (area) => {
            const figures = at(area);
            return figures === undefined ? '' : <TurnoutShare figures={figures} />;
          },
        },
        {
          key: 'voters',
          header: t('turnout.voters'),
          numeric: true,
          cell: (area) => number(at(area)?.voters ?? 0),
        },
        {
          key: 'reported',
          header: t('turnout.reported'),
          numeric: true,
          cell: (area) => {
            const { reported = 0, due = 0 } = at(area) ?? {};
            return t('turnout.reported-of', { reported, due });
          },
        },
      ]}
    />
  );
}
