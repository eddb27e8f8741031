import { type AnswerOf, drawDuplicateSample, getDuplicateQuality } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { BandName } from './BandName.tsx';
import { DrawSample } from './DrawSample.tsx';
import { SampleReview } from './SampleReview.tsx';
import { SampleTable } from './SampleTable.tsx';

type Quality = AnswerOf<typeof getDuplicateQuality>;

/** How good the last full search was: what was decided, and what a sample says that two people reviewed. */
export function QualityPart() {
  const { t } = useTranslator();
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  const { data, error } = useQuery(reading(getDuplicateQuality, { params: { pack } }));
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/duplicates" params={{ pack }} search={{}}>
          {t('duplicates.back')}
        </PageLink>
      </p>
      {error !== null && <QueryRefusal error={error} />}
      {data === undefined && error === null && <Loading />}
      {data?.search === null && (
        <Section title={t('duplicates.quality')}>
          <EmptyState title={t('duplicates.quality-none')}>
            <p>{t('duplicates.quality-none-text')}</p>
          </EmptyState>
        </Section>
      )}
      {data !== undefined && data.search !== null && (
        <>
          <DecidedSection search={data.search} />
          <SampleSection pack={pack} search={data.search} sample={data.sample} />
        </>
      )}
    </>
  );
}

function DecidedSection({ search }: { readonly search: NonNullable<Quality['search']> }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <Section title={t('duplicates.quality')}>
      <p>{t('duplicates.quality-text', { at: ownTime(search.endedAt) })}</p>
      <DataTable
        caption={t('duplicates.quality')}
        rows={search.bands}
        rowKey={({ band }) => band}
        columns={[
          {
            key: 'band',
            header: t('duplicates.strength'),
            rowHeader: true,
            cell: ({ band }) => <BandName band={band} />,
          },
          {
            key: 'proposed',
            header: t('duplicates.proposed'),
            numeric: true,
            cell: ({ proposed }) => number(proposed),
          },
          {
            key: 'same',
            header: t('pair-outcome.same'),
            numeric: true,
            cell: ({ same }) => number(same),
          },
          {
            key: 'different',
            header: t('pair-outcome.different'),
            numeric: true,
            cell: ({ different }) => number(different),
          },
          {
            key: 'relatives',
            header: t('pair-outcome.relatives'),
            numeric: true,
            cell: ({ relatives }) => number(relatives),
          },
          {
            key: 'undecided',
            header: t('duplicates.undecided'),
            numeric: true,
            cell: ({ proposed, same, different, relatives }) =>
              number(proposed - same - different - relatives),
          },
        ]}
      />
    </Section>
  );
}

function SampleSection({
  pack,
  search,
  sample,
}: {
  readonly pack: string;
  readonly search: NonNullable<Quality['search']>;
  readonly sample: Quality['sample'];
}) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const may = useMay();
  const mayDraw = may(drawDuplicateSample);
  if (sample === null) {
    const isAny = search.bands.some(({ proposed }) => proposed > 0);
    return (
      <Section
        title={t('duplicates.sample')}
        actions={mayDraw && isAny && <DrawSample pack={pack} />}
      >
        <EmptyState title={t('duplicates.sample-none')}>
          <p>{t('duplicates.sample-none-text')}</p>
        </EmptyState>
      </Section>
    );
  }
  const { pairsABand, seed, drawnAt, bands } = sample;
  return (
    <>
      <Section title={t('duplicates.sample')}>
        <p>{t('duplicates.sample-text', { count: pairsABand, at: ownTime(drawnAt) })}</p>
        <SampleTable bands={bands} />
        <p>
          {t('duplicates.seed')} <Hash value={seed} />
        </p>
      </Section>
      {mayDraw && <SampleReview pack={pack} />}
    </>
  );
}
