import { Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { endDesk, giveDesk, listDesks, listViewCounts } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useOwnTime } from '../../values/moments.ts';

/** Who sees which voters, and who looks up how many. */
export function DesksPart() {
  const { pack } = useParams({ from: '/shell/voters/$pack/desks' });
  return (
    <>
      <Desks pack={pack} />
      <Volume pack={pack} />
    </>
  );
}

function Desks({ pack }: { readonly pack: string }) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const end = useAct(endDesk);
  const { data, error } = useQuery(reading(listDesks, { params: { pack } }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  return (
    <Section title={t('desks.title')}>
      <Paragraph>{t('desks.text')}</Paragraph>
      <RefusalNotice refusal={end.refusal} />
      {data.desks.length === 0 ? (
        <EmptyState title={t('desks.none')}>
          <p>{t('desks.none-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('desks.title')}
          rows={data.desks}
          rowKey={({ personId }) => personId}
          columns={[
            { key: 'name', header: t('desks.person'), rowHeader: true, cell: ({ name }) => name },
            { key: 'station', header: t('voters.station'), cell: ({ station }) => station },
            { key: 'since', header: t('voters.from'), cell: ({ since }) => ownTime(since) },
            {
              key: 'act',
              header: t('table.actions'),
              line: true,
              cell: ({ personId, name }) => (
                <Button
                  variant="tertiary"
                  data-size="sm"
                  aria-label={t('desks.end-one', { name })}
                  onClick={() => void end.run({ params: { pack }, body: { personId } })}
                >
                  {t('desks.end')}
                </Button>
              ),
            },
          ]}
        />
      )}
      <GiveDesk pack={pack} />
    </Section>
  );
}

function GiveDesk({ pack }: { readonly pack: string }) {
  const { t } = useTranslator();
  const act = useAct(giveDesk);
  const checks = checksIn(t);
  const form = useForm({
    initial: { username: '', station: '' },
    check: ({ username, station }) =>
      found({ username: checks.username(username.trim()), station: checks.required(station) }),
    send: ({ username, station }) =>
      act.run({
        params: { pack },
        body: { username: username.trim(), station: station.trim() },
      }),
    onDone: () => form.reset({ username: '', station: '' }),
    fieldOfCode: (code) => (code === 'station-unknown' ? 'station' : 'username'),
  });
  return (
    <FormFrame form={form} submitLabel={t('desks.give')}>
      <TextInput field={form.bind('username')} label={t('desks.username')} maxLength={40} />
      <TextInput field={form.bind('station')} label={t('display.number')} maxLength={24} />
    </FormFrame>
  );
}

function Volume({ pack }: { readonly pack: string }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const { data, error } = useQuery(reading(listViewCounts, { params: { pack } }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  return (
    <Section title={t('desks.volume')}>
      <Paragraph>{t('desks.volume-text')}</Paragraph>
      {data.people.length === 0 ? (
        <EmptyState title={t('desks.volume-none')}>
          <p>{t('desks.volume-none-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('desks.volume')}
          rows={data.people}
          rowKey={({ name }) => name}
          columns={[
            { key: 'name', header: t('desks.person'), rowHeader: true, cell: ({ name }) => name },
            {
              key: 'searches',
              header: t('desks.searches'),
              numeric: true,
              cell: ({ searches }) => number(searches),
            },
            {
              key: 'opened',
              header: t('desks.opened'),
              numeric: true,
              cell: ({ opened }) => number(opened),
            },
            {
              key: 'alarms',
              header: t('desks.alarms'),
              cell: ({ alarms, lastAlarmAt }) =>
                lastAlarmAt === null ? (
                  '–'
                ) : (
                  <Tag data-color="danger">
                    {t('desks.alarm', { count: alarms, moment: ownTime(lastAlarmAt) })}
                  </Tag>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
