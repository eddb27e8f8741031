import { Alert, Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { type AnswerOf, type CanvassArea, confirmCanvasses, listCanvass } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { CountGate } from '../../counting/CountGate.tsx';
import { useContestName } from '../../counting/use-contest.ts';
import { ContestFilter } from '../../counting/ContestFilter.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { reading } from '../../server/reading.ts';
import { useAct } from '../../server/acting.ts';
import { knownCode } from '../../server/refusal.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';

const COLORS = {
  waiting: 'neutral',
  ready: 'info',
  confirmed: 'success',
  stale: 'warning',
} as const;
const MOST_AT_ONCE = 500;

/** The protocols of the commissions above the stations, level by level. */
export function CanvassPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Canvass code={code} />
    </CountGate>
  );
}

function Canvass({ code }: { readonly code: string }) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/count/$code/canvass' });
  const { data, error } = useQuery(reading(listCanvass, { params: { code }, query: search }));
  const { contest: _, ...rest } = search;
  return (
    <>
      <Paragraph className="page-lead">{t('canvass.lead')}</Paragraph>
      <div className="filters">
        <ContestFilter
          value={search.contest}
          onChange={(contest) =>
            void navigate({
              to: '/count/$code/canvass',
              params: { code },
              search: contest === '' ? rest : { ...rest, contest },
              replace: true,
            })
          }
        />
        {search.parent !== undefined && (
          <PageLink to="/count/$code/canvass" params={{ code }} search={{}}>
            {t('canvass.top')}
          </PageLink>
        )}
      </div>
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : data.areas.length === 0 ? (
        <EmptyState title={t('canvass.none')}>
          <p>{t('canvass.none-text')}</p>
        </EmptyState>
      ) : (
        <>
          <ConfirmReady code={code} areas={data.areas} />
          <CanvassTable code={code} areas={data.areas} />
        </>
      )}
    </>
  );
}

type AreasProps = { readonly code: string; readonly areas: readonly CanvassArea[] };

/** Confirms all that are ready with exactly the sums below: the common case on a good night. */
function ConfirmReady({ code, areas }: AreasProps) {
  const { t } = useTranslator();
  const may = useMay();
  const act = useAct(confirmCanvasses);
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<AnswerOf<typeof confirmCanvasses> | null>(null);
  const ready = areas
    .filter(
      ({ status, territoryPath }) =>
        (status === 'ready' || status === 'stale') && may(confirmCanvasses, territoryPath),
    )
    .slice(0, MOST_AT_ONCE);
  const confirm = async () => {
    const outcome = await act.run({
      params: { code },
      body: { areas: ready.map(({ contest, area, basis }) => ({ contest, area, basis })) },
    });
    if (outcome?.ok !== true) return;
    setAnswer(outcome.value);
    setAsking(false);
  };
  return (
    <>
      {answer !== null && (
        <Alert data-color={answer.refused.length === 0 ? 'success' : 'warning'} role="status">
          <Paragraph>{t('canvass.confirmed-count', { count: answer.confirmed })}</Paragraph>
          {answer.refused.map(({ contest, area, code: refusal }) => (
            <Paragraph key={`${contest} ${area}`}>
              {area}: {t(`refusal.${knownCode(refusal)}`)}
            </Paragraph>
          ))}
        </Alert>
      )}
      {ready.length > 0 && (
        <div className="button-row no-print">
          <Button onClick={() => setAsking(true)}>
            {t('canvass.confirm-ready', { count: ready.length })}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('canvass.confirm-ready', { count: ready.length })}
        confirmLabel={t('canvass.confirm')}
        onConfirm={() => void confirm()}
        pending={act.pending}
        refusal={act.refusal}
      >
        <Paragraph>{t('canvass.confirm-ready-text')}</Paragraph>
      </ConfirmDialog>
    </>
  );
}

function CanvassTable({ code, areas }: AreasProps) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const placeName = usePlaceName();
  const contestName = useContestName(useCounted());
  return (
    <DataTable
      caption={t('canvass.count', { count: areas.length })}
      stacked
      rows={widestFirst(areas)}
      rowKey={({ contest, area }) => `${contest} ${area}`}
      columns={[
        {
          key: 'area',
          header: t('canvass.area'),
          rowHeader: true,
          cell: ({ contest, area, name, territoryPath }) => (
            <>
              <PageLink to="/count/$code/canvass/$contest/$area" params={{ code, contest, area }}>
                {area.startsWith('district:')
                  ? name
                  : placeName({ territoryPath, territoryName: name })}
              </PageLink>
              <br />
              <span className="quiet">{contestName(contest)}</span>
            </>
          ),
        },
        {
          key: 'below',
          header: t('canvass.below'),
          label: t('canvass.below'),
          line: true,
          numeric: true,
          cell: ({ decided, due }) => t('turnout.reported-of', { reported: decided, due }),
        },
        {
          key: 'status',
          header: t('protocols.status'),
          line: true,
          cell: ({ status, confirmedAt }) => (
            <>
              <Tag data-color={COLORS[status]}>{t(`canvass-status.${status}`)}</Tag>
              {confirmedAt !== null && (
                <>
                  <br />
                  <span className="quiet">{ownTime(confirmedAt)}</span>
                </>
              )}
            </>
          ),
        },
        {
          key: 'differences',
          header: t('canvass.differences'),
          label: t('canvass.differences'),
          numeric: true,
          cell: ({ differences }) =>
            differences.length === 0 ? '' : <mark className="gap">{differences.length}</mark>,
        },
        {
          key: 'down',
          header: t('table.actions'),
          line: true,
          cell: ({ area, contest, territoryPath }) =>
            area === 'nation' || isRegion(area, territoryPath) ? (
              <PageLink
                to="/count/$code/canvass"
                params={{ code }}
                search={{ parent: area, contest }}
              >
                {t('canvass.down')}
              </PageLink>
            ) : (
              area.startsWith('territory:') && (
                <PageLink
                  to="/count/$code/protocols"
                  params={{ code }}
                  search={{ filter: 'to-decide', territory: territoryPath, contest }}
                >
                  {t('follow.to-protocols')}
                </PageLink>
              )
            ),
        },
      ]}
    />
  );
}

/** Whether commissions stand between this area and the stations. */
function isRegion(area: string, path: string): boolean {
  return area.startsWith('territory:') && path.split('/').length === 2;
}

/** The nation, then regions, then what is below them. */
function widestFirst(areas: readonly CanvassArea[]): readonly CanvassArea[] {
  const depth = ({ area, territoryPath }: CanvassArea) =>
    area === 'nation' ? 0 : territoryPath.split('/').length;
  return areas.toSorted((a, b) => depth(a) - depth(b));
}
