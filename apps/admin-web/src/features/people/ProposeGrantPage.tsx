import { Fieldset, Radio } from '@digdir/designsystemet-react';
import { getPerson, listElections, proposeGrant } from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, FieldProblem, ReasonInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages, useText } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { OwnTerritoryPicker } from '../../places/OwnTerritoryPicker.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { activeGrants } from '../../session/permissions.ts';
import { useMay, useSession } from '../../session/use-session.ts';
import { todayOfRoles } from '../../values/today.ts';
import { grantableRoles } from './grantable-roles.ts';

/** Proposes a role for a person; a second person makes it take effect. */
export function ProposeGrantPage() {
  const t = useMessages();
  const text = useText();
  const may = useMay();
  const { grants } = useSession();
  const { id } = useParams({ from: '/shell/people/$id/grant' });
  const { person } = useSuspenseQuery(reading(getPerson, { params: { id } })).data;
  const { data } = useQuery({ ...reading(listElections, {}), enabled: may(listElections) });
  const form = useGrantForm(id);
  const role = form.bind('role');
  return (
    <Page
      title={t('grant.title', { name: person.name })}
      lead={t('grant.lead')}
      back={
        <PageLink to="/people/$id" params={{ id }}>
          {t('people.to-person')}
        </PageLink>
      }
    >
      <FormFrame
        form={form}
        submitLabel={t('grant.propose')}
        cancel={
          <ButtonLink variant="secondary" to="/people/$id" params={{ id }}>
            {t('dialog.cancel')}
          </ButtonLink>
        }
      >
        <Fieldset id={role.id} tabIndex={-1}>
          <Fieldset.Legend>{t('grant.role')}</Fieldset.Legend>
          {grantableRoles(grants).map((one) => (
            <Radio
              key={one}
              name={role.name}
              value={one}
              label={t(`role.${one}`)}
              description={t(`role-meaning.${one}`)}
              checked={role.value === one}
              onChange={() => role.set(one)}
            />
          ))}
          <FieldProblem sentence={role.error} />
        </Fieldset>
        <OwnTerritoryPicker field={form.bind('territoryPath')} label={t('geography.territory')} />
        <SelectInput
          field={form.bind('election')}
          label={t('grant.election')}
          empty={t('grant.all-elections')}
          choices={(data?.elections ?? []).map((election) => ({
            value: election.code,
            label: text(election.title),
          }))}
        />
        <DateInput field={form.bind('from')} label={t('grant.from')} />
        <DateInput
          field={form.bind('until')}
          label={t('grant.until')}
          hint={t('grant.until-hint')}
          optional
        />
        <ReasonInput field={form.bind('reason')} />
      </FormFrame>
    </Page>
  );
}

function useGrantForm(id: string) {
  const t = useMessages();
  const navigate = useNavigate();
  const { grants } = useSession();
  const act = useAct(proposeGrant);
  const checks = checksIn(t);
  return useForm({
    initial: {
      role: '',
      territoryPath: activeGrants(grants)[0]?.territoryPath ?? '',
      election: '',
      from: todayOfRoles(),
      until: '',
      reason: '',
    },
    check: (values) =>
      found({
        role: values.role === '' ? t('grant.choose-role') : undefined,
        from: checks.day(values.from),
        until:
          values.until === '' || values.until >= values.from ? undefined : t('form.days-order'),
        reason: checks.reason(values.reason),
      }),
    send: (values) =>
      act.run({
        params: { id },
        body: {
          role: values.role as Role,
          territoryPath: values.territoryPath,
          election: values.election === '' ? null : values.election,
          from: values.from,
          until: values.until === '' ? null : values.until,
          reason: values.reason.trim(),
        },
      }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
    fieldOfCode: (code) => {
      if (code === 'grant-outside-own-territory') return 'territoryPath';
      if (code === 'role-not-grantable') return 'role';
      return code === 'dates-out-of-order' ? 'until' : null;
    },
    explainCode: ({ code }) =>
      code === 'grant-outside-own-territory'
        ? t('refusal.grant-outside-own-territory')
        : code === 'role-not-grantable'
          ? t('refusal.role-not-grantable')
          : t('refusal.dates-out-of-order'),
  });
}
