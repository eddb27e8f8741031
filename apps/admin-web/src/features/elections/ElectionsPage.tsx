import { createElection, listElections } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useText, useTranslator } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { ModeTag, VersionTag } from '../../values/StatusTag.tsx';

export function ElectionsPage() {
  const { t, day } = useTranslator();
  const text = useText();
  const may = useMay();
  const { elections } = useSuspenseQuery(reading(listElections, {})).data;
  return (
    <Page
      title={t('elections.title')}
      actions={
        may(createElection) && <ButtonLink to="/elections/new">{t('elections.new')}</ButtonLink>
      }
    >
      {elections.length === 0 ? (
        <EmptyState title={t('elections.empty')}>
          <p>{t('elections.empty-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('elections.count', { count: elections.length })}
          rows={elections}
          rowKey={(election) => election.code}
          columns={[
            {
              key: 'title',
              header: t('elections.name'),
              rowHeader: true,
              cell: (election) => (
                <>
                  <PageLink to="/elections/$code" params={{ code: election.code }}>
                    {text(election.title)}
                  </PageLink>
                  <br />
                  <code className="quiet">{election.code}</code>
                </>
              ),
            },
            {
              key: 'day',
              header: t('elections.voting-day'),
              cell: (election) => day(election.votingDay),
            },
            {
              key: 'mode',
              header: t('elections.mode'),
              cell: (election) => <ModeTag mode={election.mode} />,
            },
            {
              key: 'sealed',
              header: t('elections.definition'),
              cell: ({ sealedVersion, openVersion }) => (
                <>
                  {sealedVersion === null
                    ? t('elections.not-sealed')
                    : t('elections.sealed-version', { version: sealedVersion })}
                  {openVersion !== null && (
                    <>
                      <br />
                      {t('elections.open-version', { version: openVersion.number })}{' '}
                      <VersionTag status={openVersion.status} />
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}
