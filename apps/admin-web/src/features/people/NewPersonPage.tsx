import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, createPerson } from '@ovoz/contract';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { OwnTerritoryPicker } from '../../places/OwnTerritoryPicker.tsx';
import { useAct } from '../../server/acting.ts';
import { activeGrants } from '../../session/permissions.ts';
import { useSession } from '../../session/use-session.ts';
import { invitationAddress } from '../../values/invitation-address.ts';
import { useOwnTime } from '../../values/moments.ts';
import { OneTimeSecret } from '../../values/OneTimeSecret.tsx';

type Made = AnswerOf<typeof createPerson>;

/** Makes an account without any right. The invitation is shown once, right after. */
export function NewPersonPage() {
  const t = useMessages();
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Page
      title={t(made === null ? 'people.new' : 'people.made-title')}
      {...(made === null ? { lead: t('people.new-lead') } : {})}
      back={<PageLink to="/people">{t('people.back')}</PageLink>}
    >
      {made === null ? <NewPersonForm onMade={setMade} /> : <Invitation made={made} />}
    </Page>
  );
}

function NewPersonForm({ onMade }: { readonly onMade: (made: Made) => void }) {
  const t = useMessages();
  const { grants } = useSession();
  const act = useAct(createPerson);
  const checks = checksIn(t);
  const own = activeGrants(grants)[0]?.territoryPath ?? '';
  const form = useForm({
    initial: { name: '', username: '', homeTerritory: own },
    check: (values) =>
      found({ name: checks.required(values.name), username: checks.username(values.username) }),
    send: (values) =>
      act.run({
        body: {
          name: values.name.trim(),
          username: values.username.trim(),
          homeTerritory: values.homeTerritory,
        },
      }),
    onDone: onMade,
    fieldOfCode: (code) => (code === 'username-taken' ? 'username' : null),
    explainCode: () => t('refusal.username-taken'),
  });
  return (
    <FormFrame
      form={form}
      submitLabel={t('people.create')}
      cancel={
        <ButtonLink variant="secondary" to="/people">
          {t('dialog.cancel')}
        </ButtonLink>
      }
    >
      <TextInput field={form.bind('name')} label={t('people.name')} maxLength={200} />
      <TextInput
        field={form.bind('username')}
        label={t('sign-in.username')}
        hint={t('people.username-hint')}
        maxLength={40}
      />
      <OwnTerritoryPicker field={form.bind('homeTerritory')} label={t('people.home')} />
    </FormFrame>
  );
}

function Invitation({ made }: { readonly made: Made }) {
  const t = useMessages();
  const ownTime = useOwnTime();
  const { person, invitation, expiresAt } = made;
  return (
    <div className="stack">
      <Alert data-color="warning">
        <Heading level={2} data-size="xs">
          {t('secret.title')}
        </Heading>
        <Paragraph>{t('people.invitation-text', { name: person.name })}</Paragraph>
        <OneTimeSecret
          label={t('people.invitation-for', { name: person.name, username: person.username })}
          value={invitationAddress(invitation)}
        />
        <Paragraph>{t('people.invitation-expires', { time: ownTime(expiresAt) })}</Paragraph>
      </Alert>
      <div className="button-row no-print">
        <ButtonLink to="/people/$id/grant" params={{ id: person.id }}>
          {t('people.propose-role')}
        </ButtonLink>
        <ButtonLink variant="secondary" to="/people/$id" params={{ id: person.id }}>
          {t('people.to-person')}
        </ButtonLink>
      </div>
    </div>
  );
}
