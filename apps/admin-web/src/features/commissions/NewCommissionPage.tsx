import { createCommission, listDistricts } from '@ovoz/contract';
import type { CommissionKind } from '@ovoz/election-model';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useText, useTranslator } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { TerritoryPicker } from '../../places/TerritoryPicker.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { activeGrants } from '../../session/permissions.ts';
import { useSession } from '../../session/use-session.ts';
import { today } from '../../values/today.ts';
import { lastDayOfTerm } from './last-day-of-term.ts';

/** Forms a commission: what it is, what it covers, how to reach it, for how long. */
export function NewCommissionPage() {
  const { t, languageName } = useTranslator();
  const text = useText();
  const { pack: packCode } = useParams({ from: '/shell/commissions/$pack/new' });
  const pack = usePack(packCode);
  const { grants } = useSession();
  const { form, kind } = useNewCommission(packCode);
  const main = pack.languages[0]?.tag ?? 'en';
  return (
    <Page
      title={t('commissions.new')}
      back={
        <PageLink to="/commissions/$pack" params={{ pack: packCode }}>
          {t('commissions.back')}
        </PageLink>
      }
    >
      <FormFrame
        form={form}
        submitLabel={t('commissions.form')}
        cancel={
          <ButtonLink variant="secondary" to="/commissions/$pack" params={{ pack: packCode }}>
            {t('dialog.cancel')}
          </ButtonLink>
        }
      >
        <SelectInput
          field={form.bind('kind')}
          label={t('commissions.kind')}
          choices={pack.commissionKinds.map((one) => ({
            value: one.code,
            label: text(one.name),
          }))}
        />
        <TerritoryPicker
          packCode={packCode}
          field={form.bind('territory')}
          label={t('geography.territory')}
          within={activeGrants(grants).map((grant) => grant.territoryPath)}
        />
        {kind?.districtSet != null && (
          <DistrictSelect pack={packCode} set={kind.districtSet} form={form} />
        )}
        {kind?.perStation === true && (
          <TextInput
            field={form.bind('station')}
            label={t('commissions.station')}
            hint={t('commissions.station-hint')}
            maxLength={24}
          />
        )}
        <TextInput
          field={form.bind('code')}
          label={t('commissions.code')}
          hint={t('commissions.code-hint')}
          maxLength={80}
        />
        <TextInput
          field={form.bind('nameEn')}
          label={t('commissions.name-in', { language: languageName('en') })}
          lang="en"
          maxLength={300}
        />
        {main !== 'en' && (
          <TextInput
            field={form.bind('nameMain')}
            label={t('commissions.name-in', { language: languageName(main) })}
            lang={main}
            optional
            maxLength={300}
          />
        )}
        <TextInput
          field={form.bind('address')}
          label={t('station.address')}
          optional
          maxLength={300}
        />
        <TextInput
          field={form.bind('phone')}
          label={t('commissions.phone')}
          type="tel"
          optional
          maxLength={40}
        />
        <DateInput field={form.bind('formedOn')} label={t('commissions.formed-on')} />
        <DateInput
          field={form.bind('endsOn')}
          label={t('commissions.ends-on')}
          hint={t('commissions.ends-on-hint')}
          optional
        />
      </FormFrame>
    </Page>
  );
}

function useNewCommission(packCode: string) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const act = useAct(createCommission);
  const pack = usePack(packCode);
  const main = pack.languages[0]?.tag ?? 'en';
  const own = activeGrants(useSession().grants)[0]?.territoryPath ?? '';
  const checks = checksIn(t);
  const kindOf = (code: string): CommissionKind | undefined =>
    pack.commissionKinds.find((one) => one.code === code);
  const form = useForm({
    initial: {
      kind: pack.commissionKinds.at(-1)?.code ?? '',
      territory: own,
      district: '',
      station: '',
      code: '',
      nameEn: '',
      nameMain: '',
      address: '',
      phone: '',
      formedOn: today(),
      endsOn: '',
    },
    check: (values) => {
      const kind = kindOf(values.kind);
      return found({
        territory: checks.required(values.territory),
        district: kind?.districtSet == null ? undefined : checks.required(values.district),
        station: kind?.perStation === true ? checks.required(values.station) : undefined,
        code: /^[a-z0-9]+(-[A-Za-z0-9]+)*$/.test(values.code) ? undefined : t('form.slug-shape'),
        nameEn: checks.required(values.nameEn),
        formedOn: checks.day(values.formedOn),
        endsOn:
          values.endsOn === '' || values.endsOn >= values.formedOn
            ? undefined
            : t('form.days-order'),
      });
    },
    send: (values) => {
      const kind = kindOf(values.kind);
      const orNull = (value: string) => (value.trim() === '' ? null : value.trim());
      return act.run({
        params: { pack: packCode },
        body: {
          pack: packCode,
          code: values.code,
          kind: values.kind,
          name: {
            en: values.nameEn.trim(),
            ...(values.nameMain.trim() === '' ? {} : { [main]: values.nameMain.trim() }),
          },
          territoryCode: values.territory.split('/').at(-1) ?? '',
          districtSet: kind?.districtSet ?? null,
          districtCode: kind?.districtSet == null ? null : values.district,
          stationNumber: kind?.perStation === true ? values.station.trim().toUpperCase() : null,
          address: orNull(values.address),
          phone: orNull(values.phone),
          formedOn: values.formedOn,
          endsOn: orNull(values.endsOn) ?? lastDayOfTerm(values.formedOn, kind?.termYears ?? null),
          generated: false,
        },
      });
    },
    onDone: ({ code }) =>
      void navigate({ to: '/commissions/$pack/$code', params: { pack: packCode, code } }),
    fieldOf: (field) => {
      const name = field.split('/').at(-1);
      if (name === 'territoryCode') return 'territory';
      if (name === 'districtCode') return 'district';
      return name === 'stationNumber' ? 'station' : null;
    },
    fieldOfCode: (code) => (code === 'commission-code-taken' ? 'code' : null),
    explainCode: () => t('refusal.commission-code-taken'),
  });
  return { form, kind: kindOf(form.values.kind) };
}

type DistrictProps = {
  readonly pack: string;
  readonly set: string;
  readonly form: Pick<ReturnType<typeof useNewCommission>['form'], 'bind'>;
};

function DistrictSelect({ pack, set, form }: DistrictProps) {
  const { t } = useTranslator();
  const text = useText();
  const { data } = useQuery(reading(listDistricts, { params: { pack }, query: { set } }));
  return (
    <SelectInput
      field={form.bind('district')}
      label={t('commissions.district')}
      empty={t('places.choose')}
      choices={(data?.districts ?? []).map(({ district }) => ({
        value: district.code,
        label: `${district.code} – ${text(district.name)}`,
      }))}
    />
  );
}
