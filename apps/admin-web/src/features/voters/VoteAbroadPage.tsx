import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, askToVoteAbroad, listMissions } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useText, useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Page } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useOwnTime } from '../../values/moments.ts';

type Missions = AnswerOf<typeof listMissions>;

/** For citizens abroad: asks a mission for a place on its list. */
export function VoteAbroadPage() {
  const { t } = useTranslator();
  const text = useText();
  const ownTime = useOwnTime();
  const { code } = useParams({ from: '/public/vote-abroad/$code' });
  const [number, setNumber] = useState<number | null>(null);
  const { data, error } = useQuery(reading(listMissions, { params: { code } }));
  if (error !== null) {
    return (
      <Page title={t('vote-abroad.title')}>
        <QueryRefusal error={error} />
      </Page>
    );
  }
  if (data === undefined) return <Loading />;
  const deadline = ownTime(data.deadline);
  return (
    <Page title={t('vote-abroad.title')} lead={text(data.title)}>
      {number !== null ? (
        <Alert data-color="success" role="status">
          <Paragraph>{t('vote-abroad.done', { number })}</Paragraph>
        </Alert>
      ) : data.isOpen ? (
        <>
          <Paragraph>{t('vote-abroad.text', { deadline })}</Paragraph>
          <AskForm code={code} missions={data.missions} onDone={setNumber} />
        </>
      ) : (
        <Alert data-color="warning">
          <Paragraph>{t('abroad.closed-since', { moment: deadline })}</Paragraph>
        </Alert>
      )}
    </Page>
  );
}

function AskForm({
  code,
  missions,
  onDone,
}: {
  readonly code: string;
  readonly missions: Missions['missions'];
  readonly onDone: (number: number) => void;
}) {
  const { t } = useTranslator();
  const act = useAct(askToVoteAbroad);
  const checks = checksIn(t);
  const form = useForm({
    initial: {
      station: '',
      surname: '',
      given: '',
      patronymic: '',
      birthDate: '',
      nationalNumber: '',
      document: '',
      contact: '',
    },
    check: (values) =>
      found({
        station: checks.required(values.station),
        given: checks.required(values.given),
        birthDate: checks.day(values.birthDate),
        nationalNumber: checks.required(values.nationalNumber),
        document: checks.required(values.document),
        contact: checks.required(values.contact),
      }),
    send: (values) => act.run({ params: { code }, body: trimmed(values) }),
    onDone: ({ number }) => onDone(number),
  });
  const bind = form.bind;
  return (
    <FormFrame form={form} submitLabel={t('vote-abroad.ask')}>
      <SelectInput
        field={bind('station')}
        label={t('requests.mission')}
        empty={t('places.choose')}
        choices={missions.map(({ station, name, hostCountry }) => ({
          value: station,
          label: `${name} (${hostCountry ?? ''})`,
        }))}
      />
      <TextInput
        field={bind('surname')}
        label={t('voter-field.surname')}
        maxLength={100}
        optional
      />
      <TextInput field={bind('given')} label={t('voter-field.given')} maxLength={100} />
      <TextInput
        field={bind('patronymic')}
        label={t('voter-field.patronymic')}
        maxLength={100}
        optional
      />
      <DateInput field={bind('birthDate')} label={t('voter-field.birthDate')} />
      <TextInput
        field={bind('nationalNumber')}
        label={t('voters.national-number')}
        maxLength={40}
        autoComplete="off"
      />
      <TextInput
        field={bind('document')}
        label={t('voters.document')}
        maxLength={40}
        autoComplete="off"
      />
      <TextInput
        field={bind('contact')}
        label={t('vote-abroad.contact')}
        hint={t('vote-abroad.contact-hint')}
        maxLength={200}
      />
    </FormFrame>
  );
}

function trimmed<Values extends Record<string, string>>(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.trim()]),
  ) as Values;
}
