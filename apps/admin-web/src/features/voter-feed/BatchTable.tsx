import type { RegisterBatch } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { BatchProgress } from './BatchProgress.tsx';
import { BatchTag } from './BatchTag.tsx';

type Props = { readonly pack: string; readonly batches: readonly RegisterBatch[] };

/** Batches with how far each has come. */
export function BatchTable({ pack, batches }: Props) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <DataTable
      caption={t('feed.batches-newest-first')}
      stacked
      rows={batches}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'batch',
          header: t('feed.batch'),
          rowHeader: true,
          cell: ({ id, register, sequence, kind }) => (
            <>
              <PageLink to="/voters/$pack/feed/batches/$id" params={{ pack, id }}>
                {t(`register.${register}`)}, {t('feed.number', { sequence })}
              </PageLink>
              <br />
              <span className="quiet">{t(`batch-kind.${kind}`)}</span>
            </>
          ),
        },
        {
          key: 'status',
          header: t('feed.status'),
          line: true,
          cell: (batch) => (
            <>
              <BatchTag status={batch.status} />
              <BatchProgress batch={batch} />
            </>
          ),
        },
        {
          key: 'received',
          header: t('feed.received'),
          label: t('feed.received'),
          line: true,
          cell: ({ receivedAt, supplier }) => (
            <>
              {ownTime(receivedAt)}
              <br />
              <span className="quiet">{supplier}</span>
            </>
          ),
        },
        {
          key: 'rows',
          header: t('feed.rows'),
          label: t('feed.rows'),
          line: true,
          numeric: true,
          cell: ({ rows }) => number(rows),
        },
        {
          key: 'quarantined',
          header: t('feed.set-aside'),
          label: t('feed.set-aside'),
          line: true,
          numeric: true,
          cell: ({ quarantined }) => (quarantined === null ? '–' : number(quarantined)),
        },
      ]}
    />
  );
}
