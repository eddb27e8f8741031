import { Alert, Fieldset, Paragraph } from '@digdir/designsystemet-react';
import { listGeographyVersions, saveDefinition } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { CheckInput, DateInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { ButtonLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { TitleFields } from './TitleFields.tsx';
import {
  chosenLanguages,
  languageValues,
  type LanguageValues,
  titleLanguages,
  titleOf,
  titleValues,
  type TitleValues,
} from './title-fields.ts';
import { useElection } from './use-election.ts';
import { useVersion } from './use-version.ts';

type Values = {
  readonly calledOn: string;
  readonly votingDay: string;
  readonly geographyVersion: string;
} & TitleValues &
  LanguageValues;

/** Changes of a draft: title, days, languages and the geography that it rests on. */
export function EditDraftPart() {
  const { t } = useTranslator();
  const { code, version } = useParams({ from: '/shell/elections/$code/versions/$version/edit' });
  const shown = useVersion(code, version);
  // What was loaded stays while somebody types, even when somebody else saves meanwhile.
  const [loaded] = useState(shown);
  if (shown.version.status !== 'draft') {
    return (
      <Alert data-color="info">
        <Paragraph>{t('refusal.version-not-draft')}</Paragraph>
      </Alert>
    );
  }
  return <EditForm code={code} version={version} loaded={loaded} />;
}

type FormProps = {
  readonly code: string;
  readonly version: string;
  readonly loaded: ReturnType<typeof useVersion>;
};

function EditForm({ code, version, loaded }: FormProps) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const { pack } = useElection();
  const { definition } = loaded;
  const tags = titleLanguages(pack);
  const act = useAct(saveDefinition);
  const checks = checksIn(t);
  const params = { code, version };
  const form = useForm<Values, unknown>({
    initial: {
      ...titleValues(definition.title, tags),
      calledOn: definition.calledOn,
      votingDay: definition.votingDay,
      ...languageValues(definition.languages, pack),
      geographyVersion: String(definition.geography.version),
    },
    check: (values) =>
      found({
        'title.en': checks.required(values['title.en'] ?? ''),
        calledOn: checks.day(values.calledOn),
        votingDay: checks.day(values.votingDay),
        [`language.${pack.languages[0]?.tag}`]:
          chosenLanguages(values, pack).length === 0 ? t('form.one-language') : undefined,
      }),
    send: (values) =>
      act.run({
        params,
        body: {
          revision: loaded.version.revision,
          title: titleOf(values, tags),
          calledOn: values.calledOn,
          votingDay: values.votingDay,
          languages: [...chosenLanguages(values, pack)],
          geographyVersion: Number(values.geographyVersion),
        },
      }),
    onDone: () => void navigate({ to: '/elections/$code/versions/$version', params }),
    fieldOfCode: (refused) => (refused === 'date-impossible' ? 'votingDay' : null),
    explainCode: () => t('refusal.date-impossible'),
  });
  return (
    <Section title={t('versions.edit-title', { version })}>
      <FormFrame
        form={form}
        submitLabel={t('form.save')}
        cancel={
          <ButtonLink variant="secondary" to="/elections/$code/versions/$version" params={params}>
            {t('dialog.cancel')}
          </ButtonLink>
        }
      >
        <TitleFields bind={(field) => form.bind(field)} tags={tags} />
        <DateInput field={form.bind('calledOn')} label={t('election.called-on')} />
        <DateInput field={form.bind('votingDay')} label={t('elections.voting-day')} />
        <Fieldset>
          <Fieldset.Legend>{t('election.languages')}</Fieldset.Legend>
          {pack.languages.map((language) => (
            <CheckInput
              key={language.tag}
              field={form.bind(`language.${language.tag}`)}
              label={language.name}
            />
          ))}
        </Fieldset>
        <GeographyChoice form={form} />
      </FormFrame>
    </Section>
  );
}

function GeographyChoice({
  form,
}: {
  readonly form: Pick<ReturnType<typeof useForm<Values, unknown>>, 'bind'>;
}) {
  const { t, day } = useTranslator();
  const { election } = useElection();
  const { versions } = useSuspenseQuery(
    reading(listGeographyVersions, { params: { pack: election.pack } }),
  ).data;
  return (
    <SelectInput
      field={form.bind('geographyVersion')}
      label={t('election.geography')}
      hint={t('election.geography-hint')}
      choices={versions
        .filter(({ status }) => status === 'current' || status === 'superseded')
        .map((version) => ({
          value: String(version.number),
          label: `${t('election.geography-version', { version: version.number })} – ${t(
            `version-status.${version.status}`,
          )}, ${day(version.createdAt.slice(0, 10))}`,
        }))}
    />
  );
}
