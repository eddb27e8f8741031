import { Paragraph } from '@digdir/designsystemet-react';
import type { AnswerOf, openVoter } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { useOwnTime } from '../../values/moments.ts';
import { useFieldName } from './use-field-name.ts';
import { StatusOfRequest } from './StatusOfRequest.tsx';

type Opened = AnswerOf<typeof openVoter>;

/** What was asked about this voter. */
export function RequestsOfVoter({
  pack,
  requests,
}: {
  readonly pack: string;
  readonly requests: Opened['requests'];
}) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  if (requests.length === 0) return null;
  return (
    <Section title={t('requests.title')}>
      <DataTable
        caption={t('requests.title')}
        rows={requests}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'number',
            header: t('requests.request'),
            rowHeader: true,
            cell: ({ id, number, kind }) => (
              <PageLink to="/voters/$pack/requests/$id" params={{ pack, id }}>
                {number}: {t(`request-kind.${kind}`)}
              </PageLink>
            ),
          },
          {
            key: 'status',
            header: t('voters.status'),
            cell: ({ status }) => <StatusOfRequest status={status} />,
          },
          {
            key: 'at',
            header: t('requests.received'),
            cell: ({ receivedAt }) => ownTime(receivedAt),
          },
        ]}
      />
    </Section>
  );
}

/** What the record said before each change. */
export function HistoryTable({ history }: { readonly history: Opened['history'] }) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const fieldName = useFieldName();
  return (
    <Section title={t('voters.history')}>
      {history.length === 0 ? (
        <Paragraph>{t('voters.history-none')}</Paragraph>
      ) : (
        <DataTable
          caption={t('voters.history')}
          rows={history}
          rowKey={({ version }) => String(version)}
          columns={[
            {
              key: 'at',
              header: t('voters.changed-at'),
              rowHeader: true,
              cell: ({ replacedAt }) => ownTime(replacedAt),
            },
            {
              key: 'cause',
              header: t('voters.cause'),
              cell: ({ cause }) => t(`change-cause.${cause}`),
            },
            {
              key: 'before',
              header: t('voters.before'),
              cell: ({ before }) => (
                <ul className="plain-sentences">
                  {before.map(({ field, value }) => (
                    <li key={field}>
                      {fieldName(field)}: {value || '–'}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}

/** Who looked at the record, and why. The voter can read the same. */
export function ViewsTable({ views }: { readonly views: Opened['views'] }) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const placeName = usePlaceName();
  return (
    <Section title={t('voters.views')}>
      <Paragraph>{t('voters.views-text')}</Paragraph>
      <DataTable
        caption={t('voters.views')}
        rows={views}
        rowKey={({ at, act }) => `${at} ${act}`}
        columns={[
          {
            key: 'at',
            header: t('voters.seen-at'),
            rowHeader: true,
            cell: ({ at }) => ownTime(at),
          },
          { key: 'act', header: t('voters.seen-how'), cell: ({ act }) => t(`view-act.${act}`) },
          {
            key: 'role',
            header: t('voters.seen-by'),
            cell: ({ role, commission }) =>
              role === null || commission === null
                ? t('voters.seen-by-voter')
                : `${t(`role.${role}`)}, ${placeName({ territoryPath: commission, territoryName: commission })}`,
          },
          {
            key: 'purpose',
            header: t('voters.purpose'),
            cell: ({ purpose }) => t(`lookup-purpose.${purpose}`),
          },
        ]}
      />
    </Section>
  );
}
