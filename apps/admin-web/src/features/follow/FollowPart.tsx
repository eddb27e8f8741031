import { type AnswerOf, getCoverage } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AsOfLine } from '../../counting/AsOfLine.tsx';
import { CountGate } from '../../counting/CountGate.tsx';
import { CoverageLegend } from '../../counting/CoverageBar.tsx';
import { ContestFilter } from '../../counting/ContestFilter.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { whileSomebodyIsThere } from '../../session/activity.ts';
import { AreaTable } from './AreaTable.tsx';
import { CoverageSummary } from './CoverageSummary.tsx';
import { MinuteChart } from './MinuteChart.tsx';
import { TerritoryTrail } from './TerritoryTrail.tsx';

const RENEW_MS = 5000;

/** How far the count is, area by area. */
export function FollowPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Follow code={code} />
    </CountGate>
  );
}

function Follow({ code }: { readonly code: string }) {
  const t = useMessages();
  const search = useSearch({ from: '/shell/count/$code/' });
  const navigate = useNavigate();
  const { data, error } = useQuery({
    ...reading(getCoverage, { params: { code }, query: search }),
    refetchInterval: whileSomebodyIsThere(RENEW_MS),
  });
  const { contest: _, ...place } = search;
  return (
    <>
      <div className="filters">
        <ContestFilter
          value={search.contest}
          onChange={(contest) =>
            void navigate({
              to: '/count/$code',
              params: { code },
              search: contest === '' ? place : { ...place, contest },
              replace: true,
            })
          }
        />
        <ButtonLink variant="tertiary" to="/wall/$code" params={{ code }} search={place}>
          {t('follow.wall')}
        </ButtonLink>
      </div>
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : (
        <CoverageView code={code} data={data} contest={search.contest} />
      )}
    </>
  );
}

type ViewProps = {
  readonly code: string;
  readonly data: AnswerOf<typeof getCoverage>;
  readonly contest: string | undefined;
};

function CoverageView({ code, data, contest }: ViewProps) {
  const t = useMessages();
  const narrowed = {
    territory: data.territory,
    ...(contest === undefined ? {} : { contest }),
  };
  return (
    <>
      <TerritoryTrail code={code} territory={data.territory} contest={contest} />
      <CoverageSummary code={code} coverage={data.whole} narrowed={narrowed} />
      <AsOfLine instant={data.asOf} />
      <MinuteChart points={data.accepted} />
      {data.areas.length === 0 ? (
        <EmptyState title={t('follow.lowest')}>
          <PageLink
            to="/count/$code/protocols"
            params={{ code }}
            search={{ filter: 'missing', ...narrowed }}
          >
            {t('follow.to-protocols')}
          </PageLink>
        </EmptyState>
      ) : (
        <>
          <CoverageLegend />
          <AreaTable code={code} areas={data.areas} contest={contest} />
        </>
      )}
    </>
  );
}
