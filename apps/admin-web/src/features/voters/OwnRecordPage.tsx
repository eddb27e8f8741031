import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, openViewLink } from '@ovoz/contract';
import { DataTable, DefinitionList } from '@ovoz/ui';
import { useState } from 'react';
import { found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { Page, Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { useOwnTime } from '../../values/moments.ts';
import { StatusOfVoter } from './FoundTable.tsx';
import { personName } from './person-name.ts';
import { Eligibility } from './RecordSection.tsx';

type Own = AnswerOf<typeof openViewLink>;
const TOKEN = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

/**
 * For the voter who holds a link: the own record, once. Nothing is sent before the button is pressed, so that a program
 * that follows links does not use the code up.
 */
export function OwnRecordPage() {
  const { t } = useTranslator();
  const [own, setOwn] = useState<Own | null>(null);
  const act = useAct(openViewLink);
  const form = useForm({
    initial: { token: globalThis.location.hash.replace(/^#/, '') },
    check: ({ token }) =>
      found({ token: TOKEN.test(written(token)) ? undefined : t('own-record.code-shape') }),
    send: ({ token }) => act.run({ body: { token: written(token) } }),
    onDone: (answer) => {
      history.replaceState(null, '', location.pathname);
      setOwn(answer);
    },
  });
  if (own !== null) return <OwnRecord own={own} />;
  return (
    <Page title={t('own-record.title')} lead={t('own-record.lead')}>
      <FormFrame form={form} submitLabel={t('own-record.show')}>
        <TextInput
          field={form.bind('token')}
          label={t('voters.link-code')}
          hint={t('own-record.code-hint')}
          maxLength={25}
          autoComplete="off"
        />
      </FormFrame>
    </Page>
  );
}

/** As it is printed, however it was typed. */
function written(token: string): string {
  const signs = token.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return (signs.match(/.{1,4}/g) ?? []).join('-');
}

function OwnRecord({ own }: { readonly own: Own }) {
  const { t, day } = useTranslator();
  const ownTime = useOwnTime();
  const { name, birthDate, status, address, station, views, eligibility } = own;
  return (
    <Page title={personName(name)} lead={t('own-record.once')}>
      <Eligibility eligibility={eligibility} />
      <DefinitionList
        items={[
          { term: t('voters.status'), description: <StatusOfVoter status={status} /> },
          { term: t('voters.birth-date'), description: day(birthDate) },
          { term: t('voters.address'), description: address || '–' },
          {
            term: t('voters.station'),
            description:
              station === null
                ? t('voters.no-station')
                : `${station.number}, ${station.name}, ${station.address}`,
          },
        ]}
      />
      <Section title={t('voters.views')}>
        {views.length === 0 ? (
          <Paragraph>{t('own-record.no-views')}</Paragraph>
        ) : (
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
                  role === null
                    ? t('voters.seen-by-voter')
                    : `${t(`role.${role}`)}, ${commission ?? ''}`,
              },
              {
                key: 'purpose',
                header: t('voters.purpose'),
                cell: ({ purpose }) => t(`lookup-purpose.${purpose}`),
              },
            ]}
          />
        )}
      </Section>
      <Alert data-color="info">
        <Paragraph>{t('own-record.wrong')}</Paragraph>
      </Alert>
      <div className="button-row no-print">
        <Button variant="secondary" onClick={() => print()}>
          {t('value.print')}
        </Button>
      </div>
    </Page>
  );
}
