import { appointMember, getCommission } from '@ovoz/contract';
import type { CommissionOffice } from '@ovoz/election-model';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages, useText } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { today } from '../../values/today.ts';

const OFFICES: readonly CommissionOffice[] = ['chair', 'deputy-chair', 'secretary', 'member'];

/** Appoints a member to a commission. */
export function AppointPage() {
  const t = useMessages();
  const text = useText();
  const navigate = useNavigate();
  const params = useParams({ from: '/shell/commissions/$pack/$code/appoint' });
  const { commission } = useSuspenseQuery(reading(getCommission, { params })).data;
  const act = useAct(appointMember);
  const checks = checksIn(t);
  const back = { to: '/commissions/$pack/$code', params } as const;
  const form = useForm({
    initial: { name: '', office: 'member', nominatedBy: '', from: today(), until: '' },
    check: (values) =>
      found({
        name: checks.required(values.name),
        from: checks.day(values.from),
        until:
          values.until === '' || values.until >= values.from ? undefined : t('form.days-order'),
      }),
    send: (values) =>
      act.run({
        params,
        body: {
          commissionCode: params.code,
          name: values.name.trim(),
          office: values.office as CommissionOffice,
          nominatedBy: values.nominatedBy.trim() === '' ? null : values.nominatedBy.trim(),
          from: values.from,
          until: values.until === '' ? null : values.until,
          generated: false,
        },
      }),
    onDone: () => void navigate(back),
    fieldOfCode: (code) => (code === 'dates-out-of-order' ? 'until' : null),
    explainCode: () => t('refusal.dates-out-of-order'),
  });
  return (
    <Page
      title={t('commissions.appoint')}
      lead={text(commission.name)}
      back={<PageLink {...back}>{t('commissions.back-to-one')}</PageLink>}
    >
      <FormFrame
        form={form}
        submitLabel={t('commissions.appoint-confirm')}
        cancel={
          <ButtonLink variant="secondary" {...back}>
            {t('dialog.cancel')}
          </ButtonLink>
        }
      >
        <TextInput
          field={form.bind('name')}
          label={t('commissions.member')}
          hint={t('commissions.member-hint')}
          maxLength={300}
        />
        <SelectInput
          field={form.bind('office')}
          label={t('commissions.office')}
          choices={OFFICES.map((office) => ({ value: office, label: t(`office.${office}`) }))}
        />
        <TextInput
          field={form.bind('nominatedBy')}
          label={t('commissions.nominated-by')}
          optional
          maxLength={300}
        />
        <DateInput field={form.bind('from')} label={t('grant.from')} />
        <DateInput
          field={form.bind('until')}
          label={t('grant.until')}
          hint={t('commissions.until-hint')}
          optional
        />
      </FormFrame>
    </Page>
  );
}
