import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, getRegisterBatch } from '@ovoz/contract';
import { DataTable, DefinitionList } from '@ovoz/ui';
import { LOAD_REFUSALS } from '@ovoz/voter-register';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { BatchProgress, isMoving, LOOK_EVERY_MS } from './BatchProgress.tsx';
import { BatchTag } from './BatchTag.tsx';
import { DistrictsSection } from './DistrictsSection.tsx';
import { HeldSection } from './HeldSection.tsx';
import { OutcomeSection } from './OutcomeSection.tsx';
import { QuarantineSection } from './QuarantineSection.tsx';

type Detail = AnswerOf<typeof getRegisterBatch>;

/** One batch: what came, how far it is, and what its load found. */
export function BatchPart() {
  const { t } = useTranslator();
  const { pack, id } = useParams({ from: '/shell/voters/$pack/feed/batches/$id' });
  const detail = useSuspenseQuery({
    ...reading(getRegisterBatch, { params: { id } }),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isMoving(state.data.batch) ? LOOK_EVERY_MS : false,
  }).data;
  const { batch, report, limits, lines } = detail;
  const title = `${t(`register.${batch.register}`)}, ${t('feed.number', { sequence: batch.sequence })}`;
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/feed" params={{ pack }}>
          {t('feed.back')}
        </PageLink>
      </p>
      <Section title={title}>
        {batch.refusal !== null && <Refused refusal={batch.refusal} />}
        <Facts detail={detail} />
        <BatchProgress batch={batch} />
      </Section>
      {batch.status === 'held' && report !== null && (
        <HeldSection pack={pack} id={id} report={report} limits={limits} />
      )}
      {report !== null && <OutcomeSection report={report} />}
      {lines.length > 0 && <QuarantineSection id={id} lines={lines} />}
      {report !== null && report.districts.length > 0 && (
        <DistrictsSection pack={pack} districts={report.districts} />
      )}
      <FilesSection files={detail.files} />
    </>
  );
}

function Refused({ refusal }: { readonly refusal: string }) {
  const { t } = useTranslator();
  const code = LOAD_REFUSALS.find((one) => one === refusal);
  return (
    <Alert data-color="danger">
      <Paragraph>
        {t('feed.refused')} {code === undefined ? refusal : t(`load-refusal.${code}`)}
      </Paragraph>
    </Alert>
  );
}

function Facts({ detail: { batch } }: { readonly detail: Detail }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const { status, kind, supplier, asOf, receivedAt, endedAt, rows, manifestHash } = batch;
  return (
    <DefinitionList
      items={[
        { term: t('feed.status'), description: <BatchTag status={status} /> },
        { term: t('feed.kind'), description: t(`batch-kind.${kind}`) },
        { term: t('suppliers.name'), description: supplier },
        { term: t('feed.as-of'), description: ownTime(asOf) },
        { term: t('feed.received'), description: ownTime(receivedAt) },
        ...(endedAt === null ? [] : [{ term: t('feed.ended'), description: ownTime(endedAt) }]),
        { term: t('feed.rows'), description: number(rows) },
        { term: t('feed.manifest'), description: <Hash value={manifestHash} /> },
      ]}
    />
  );
}

function FilesSection({ files }: Pick<Detail, 'files'>) {
  const { t, number } = useTranslator();
  return (
    <Section title={t('feed.files')}>
      <DataTable
        caption={t('feed.files')}
        stacked
        rows={files}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', header: t('feed.file'), rowHeader: true, cell: ({ name }) => name },
          {
            key: 'rows',
            header: t('feed.rows'),
            label: t('feed.rows'),
            line: true,
            numeric: true,
            cell: ({ rows }) => number(rows),
          },
          {
            key: 'bytes',
            header: t('feed.bytes'),
            label: t('feed.bytes'),
            line: true,
            numeric: true,
            cell: ({ bytes, received }) =>
              received === bytes ? number(bytes) : t('feed.bytes-of', { received, bytes }),
          },
        ]}
      />
    </Section>
  );
}
