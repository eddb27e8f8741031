import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { getAbroad, listElections, registerVoterRequest } from '@ovoz/contract';
import { DataTable, DefinitionList, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Article } from '../../values/Article.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { NewRequest } from './NewRequest.tsx';

/** Voters abroad: who asked, who was verified, each number beside what it is a part of. */
export function AbroadPart() {
  const { t } = useTranslator();
  const text = useText();
  const may = useMay();
  const { pack } = useParams({ from: '/shell/voters/$pack/abroad' });
  const [chosen, setChosen] = useState('');
  const [isAsking, setAsking] = useState(false);
  const { data, error } = useQuery(reading(listElections, {}));
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const sealed = data.elections.filter(
    (election) => election.pack === pack && election.sealedVersion !== null,
  );
  const code = chosen || sealed[0]?.code;
  if (code === undefined) {
    return (
      <EmptyState title={t('abroad.no-election')}>
        <p>{t('abroad.no-election-text')}</p>
      </EmptyState>
    );
  }
  if (isAsking) {
    return <NewRequest pack={pack} kind="abroad" voter={null} onBack={() => setAsking(false)} />;
  }
  return (
    <Section
      title={t('abroad.title')}
      actions={
        may(registerVoterRequest) && (
          <Button onClick={() => setAsking(true)}>{t('abroad.register')}</Button>
        )
      }
    >
      <div className="filters">
        <FilterSelect
          label={t('requests.election')}
          value={code}
          onChange={setChosen}
          choices={sealed.map((election) => ({
            value: election.code,
            label: text(election.title),
          }))}
        />
      </div>
      <Counts code={code} />
    </Section>
  );
}

function Counts({ code }: { readonly code: string }) {
  const { t, number, language } = useTranslator();
  const ownTime = useOwnTime();
  const { data, error } = useQuery(reading(getAbroad, { params: { code } }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const { whole, livingAbroad, missions, deadline, isOpen } = data;
  const asked = missions.filter(({ counts }) => counts.requested > 0 || counts.listed > 0);
  return (
    <>
      <Alert data-color={isOpen ? 'info' : 'warning'}>
        <Paragraph>
          {t(isOpen ? 'abroad.open-until' : 'abroad.closed-since', { moment: ownTime(deadline) })}{' '}
          <Article article={data.deadlineArticle} confirmed={data.confirmed} />
        </Paragraph>
        <Paragraph className="no-print">
          {t('abroad.online-address')}{' '}
          <code>{`/${language.segment}/elections/${code}/voting-abroad/`}</code>
        </Paragraph>
      </Alert>
      <DefinitionList
        items={[
          {
            term: t('abroad.listed'),
            description: t('abroad.of-living', {
              listed: number(whole.listed),
              living: number(livingAbroad),
            }),
          },
          {
            term: t('abroad.verified'),
            description: t('abroad.of-requested', {
              verified: number(whole.verified),
              requested: number(whole.requested),
            }),
          },
          { term: t('abroad.waiting'), description: number(whole.waiting) },
        ]}
      />
      {asked.length === 0 ? (
        <EmptyState title={t('abroad.none')}>
          <p>{t('abroad.none-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('abroad.missions')}
          rows={asked}
          rowKey={({ station }) => station}
          columns={[
            {
              key: 'mission',
              header: t('requests.mission'),
              rowHeader: true,
              cell: ({ station, name, hostCountry }) =>
                `${station}, ${name} (${hostCountry ?? ''})`,
            },
            ...(['requested', 'waiting', 'verified', 'rejected', 'listed'] as const).map((key) => ({
              key,
              header: t(`abroad.${key}`),
              numeric: true,
              cell: ({ counts }: (typeof asked)[number]) => number(counts[key]),
            })),
          ]}
        />
      )}
    </>
  );
}
