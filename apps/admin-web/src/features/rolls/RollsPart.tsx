import { listElections } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { ModeTag } from '../../values/StatusTag.tsx';

/** Elections whose roll is or can be frozen; where there is one alone, its roll at once. */
export function RollsPart() {
  const { t, day } = useTranslator();
  const text = useText();
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  const { elections } = useSuspenseQuery(reading(listElections, {})).data;
  const sealed = elections.filter((one) => one.pack === pack && one.sealedVersion !== null);
  const [only, ...others] = sealed;
  if (only !== undefined && others.length === 0) {
    return <Navigate to="/voters/$pack/rolls/$code" params={{ pack, code: only.code }} replace />;
  }
  return (
    <Section title={t('rolls.title')}>
      {sealed.length === 0 ? (
        <EmptyState title={t('rolls.no-election')}>
          <p>{t('rolls.no-election-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('elections.count', { count: sealed.length })}
          rows={sealed}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'title',
              header: t('elections.name'),
              rowHeader: true,
              cell: ({ code, title }) => (
                <PageLink to="/voters/$pack/rolls/$code" params={{ pack, code }}>
                  {text(title)}
                </PageLink>
              ),
            },
            {
              key: 'day',
              header: t('elections.voting-day'),
              cell: ({ votingDay }) => day(votingDay),
            },
            {
              key: 'mode',
              header: t('elections.mode'),
              cell: ({ mode }) => <ModeTag mode={mode} />,
            },
          ]}
        />
      )}
    </Section>
  );
}
