import { Alert, Paragraph, Tag } from '@digdir/designsystemet-react';
import { getRecordState, type LogState, proposeWitness } from '@ovoz/contract';
import { DataTable, DefinitionList, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { NoAccess } from '../../page/NoAccess.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { useOwnCountries } from '../../places/use-pack.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { RawText } from '../../values/RawText.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { RegisterWitnessForm } from './RegisterWitnessForm.tsx';
import { WitnessTable } from './WitnessTable.tsx';

/** A checkpoint comes every ten seconds while there is work. */
const REFRESH_MS = 10_000;

/** The public record as it stands: both logs, who co-signs, and what is wrong. */
export function RecordPage() {
  const { t, number } = useTranslator();
  const may = useMay();
  const [country] = useOwnCountries();
  const { data, error } = useQuery({
    ...reading(getRecordState, {}),
    enabled: may(getRecordState),
    refetchInterval: REFRESH_MS,
  });
  if (!may(getRecordState)) return <NoAccess />;
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const { logs, witnesses, registered, needed, cosigned, publicSize } = data;
  return (
    <Page title={t('menu.record')} lead={t('record.lead')}>
      {logs.map((log) => (
        <LogAlarm key={log.log} state={log} />
      ))}
      <Section title={t('record.logs')}>
        <LogTable logs={logs} />
        <DefinitionList
          items={[
            {
              term: t('record.public-size'),
              description: publicSize === null ? t('record.none-public') : number(publicSize),
            },
            {
              term: t('record.newest'),
              description:
                registered === 0
                  ? t('record.no-witnesses')
                  : t('record.cosigned', { cosigned, registered, needed }),
            },
            { term: t('record.key'), description: <RawText>{data.vkey}</RawText> },
          ]}
        />
      </Section>
      <Section
        title={t('record.witnesses')}
        actions={
          country !== undefined &&
          may(proposeWitness) && <RegisterWitnessForm pack={country.code} />
        }
      >
        <Paragraph>{t('record.witnesses-text')}</Paragraph>
        {witnesses.length === 0 ? (
          <EmptyState title={t('record.no-witnesses')}>
            <p>{t('record.no-witnesses-text')}</p>
          </EmptyState>
        ) : (
          <WitnessTable witnesses={witnesses} pack={country?.code ?? null} />
        )}
      </Section>
    </Page>
  );
}

function LogAlarm({ state }: { readonly state: LogState }) {
  const { t } = useTranslator();
  if (state.status === 'running' || state.status === 'starting') return null;
  return (
    <Alert data-color="danger" role="alert">
      <Paragraph>
        <strong>{t(`evidence-log.${state.log}`)}</strong>: {t(`log-status.${state.status}`)}
      </Paragraph>
      <Paragraph>{t('record.alarm-text')}</Paragraph>
      {state.detail !== null && <RawText>{`${state.status}: ${state.detail}`}</RawText>}
    </Alert>
  );
}

const COLORS = { running: 'success', starting: 'info' } as const;

function LogTable({ logs }: { readonly logs: readonly LogState[] }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <DataTable
      caption={t('record.logs')}
      rows={logs}
      rowKey={({ log }) => log}
      columns={[
        {
          key: 'log',
          header: t('evidence.log'),
          rowHeader: true,
          cell: ({ log }) => t(`evidence-log.${log}`),
        },
        {
          key: 'status',
          header: t('protocols.status'),
          cell: ({ status }) => (
            <Tag
              data-color={status === 'running' || status === 'starting' ? COLORS[status] : 'danger'}
            >
              {t(`log-status.${status}`)}
            </Tag>
          ),
        },
        {
          key: 'size',
          header: t('record.size'),
          numeric: true,
          cell: ({ size }) => number(size),
        },
        {
          key: 'waiting',
          header: t('record.waiting'),
          numeric: true,
          cell: ({ waiting }) => number(waiting),
        },
        {
          key: 'checkpoint',
          header: t('record.checkpoint-at'),
          cell: ({ checkpointAt }) => (checkpointAt === null ? '–' : ownTime(checkpointAt)),
        },
      ]}
    />
  );
}
