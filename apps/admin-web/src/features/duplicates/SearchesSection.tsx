import { Button } from '@digdir/designsystemet-react';
import { listDuplicateSearches, type MatchRun, startDuplicateSearch } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';

const REFRESH_WHILE_RUNNING_MS = 2000;
const REFRESH_MS = 30_000;

/** Searches, the running one with its progress; the central commission starts one of everybody. */
export function SearchesSection({ pack }: { readonly pack: string }) {
  const { t } = useTranslator();
  const may = useMay();
  const start = useAct(startDuplicateSearch);
  const [isAsking, setAsking] = useState(false);
  const params = { pack };
  const { data, error } = useQuery({
    ...reading(listDuplicateSearches, { params }),
    refetchInterval: ({ state }) =>
      state.data?.runs.some(isUnderWay) === true ? REFRESH_WHILE_RUNNING_MS : REFRESH_MS,
  });
  const begin = async () => {
    const answer = await start.run({ params });
    if (answer?.ok === true) setAsking(false);
  };
  return (
    <Section
      title={t('duplicates.searches')}
      actions={
        may(startDuplicateSearch) && (
          <Button
            variant="secondary"
            disabled={data?.runs.some((run) => run.kind === 'full' && isUnderWay(run)) === true}
            onClick={() => setAsking(true)}
          >
            {t('duplicates.search-all')}
          </Button>
        )
      }
    >
      <p>{t('duplicates.searches-text')}</p>
      {error !== null && <QueryRefusal error={error} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && data.runs.length === 0 && (
        <EmptyState title={t('duplicates.never')}>
          <p>{t('duplicates.never-text')}</p>
        </EmptyState>
      )}
      {data !== undefined && data.runs.length > 0 && <RunTable runs={data.runs} />}
      {isAsking && (
        <ConfirmDialog
          open
          title={t('duplicates.search-all')}
          confirmLabel={t('duplicates.search-now')}
          pending={start.pending}
          refusal={start.refusal}
          onConfirm={() => void begin()}
          onClose={() => setAsking(false)}
        >
          <p>{t('duplicates.search-all-text')}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

function isUnderWay({ status }: MatchRun): boolean {
  return status === 'waiting' || status === 'running';
}

function RunTable({ runs }: { readonly runs: readonly MatchRun[] }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const count = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : number(value);
  return (
    <DataTable
      caption={t('duplicates.searches')}
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'asked',
          header: t('duplicates.asked-at'),
          rowHeader: true,
          cell: ({ requestedAt }) => ownTime(requestedAt),
        },
        {
          key: 'kind',
          header: t('duplicates.kind'),
          cell: ({ kind }) => t(`duplicates.kind-${kind}`),
        },
        { key: 'state', header: t('protocols.status'), cell: (run) => <RunState run={run} /> },
        {
          key: 'looked',
          header: t('duplicates.looked-at'),
          numeric: true,
          cell: ({ report }) =>
            count(report === null ? null : (report.changed ?? report.population)),
        },
        {
          key: 'added',
          header: t('duplicates.added'),
          numeric: true,
          cell: ({ report }) => count(report?.added),
        },
        {
          key: 'relatives',
          header: t('duplicates.relatives'),
          numeric: true,
          cell: ({ report }) => count(report?.relatives),
        },
        {
          key: 'expected',
          header: t('duplicates.expected'),
          numeric: true,
          cell: ({ report }) => count(report?.expected),
        },
        {
          key: 'seconds',
          header: t('duplicates.seconds'),
          numeric: true,
          cell: ({ report }) => count(report === null ? null : Math.ceil(report.seconds)),
        },
      ]}
    />
  );
}

function RunState({ run }: { readonly run: MatchRun }) {
  const { t } = useTranslator();
  if (run.status !== 'running' || run.step === null) return t(`duplicates.run-${run.status}`);
  const percent = Math.floor(run.progress / 10);
  return (
    <span className="batch-progress">
      <span>
        {t('duplicates.step-progress', { step: t(`duplicates.step-${run.step}`), percent })}
      </span>
      <progress
        aria-label={t(`duplicates.step-${run.step}`)}
        value={run.step === 'export' || run.step === 'scoring' ? run.progress : undefined}
        max={1000}
      />
    </span>
  );
}
