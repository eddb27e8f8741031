import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type BodyOf, registerVoterRequest, type VoterRecord } from '@ovoz/contract';
import { FIXABLE_FIELDS, type RequestKind } from '@ovoz/voter-register';
import { useNavigate } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useAct } from '../../server/acting.ts';
import { ElectionInput } from './ElectionInput.tsx';
import { PersonFields } from './PersonFields.tsx';
import { personName } from './person-name.ts';

type Body = BodyOf<typeof registerVoterRequest>;
type Props = {
  readonly pack: string;
  readonly kind: RequestKind;
  /** The voter whom it is about; null for somebody who is not on the list, or not known here. */
  readonly voter: VoterRecord | null;
  readonly onBack: () => void;
};

/** Values of the form: what is asked, who asks, why. */
export type RequestValues = Record<
  | 'surname'
  | 'given'
  | 'patronymic'
  | 'sex'
  | 'birthDate'
  | 'addressId'
  | 'flat'
  | 'nationalNumber'
  | 'document'
  | 'station'
  | 'election'
  | 'about'
  | 'requester'
  | 'reason',
  string
>;

/** Which part of a person each kind asks for. */
const WITH_PERSON: readonly RequestKind[] = ['add', 'fix', 'abroad'];
const WITH_STATION: readonly RequestKind[] = ['move', 'abroad'];
const WITH_ELECTION: readonly RequestKind[] = ['move', 'abroad', 'return'];

/** Registers what somebody asks. The paper that it rests on is added on the page of the request. */
export function NewRequest({ pack, kind, voter, onBack }: Props) {
  const t = useMessages();
  const navigate = useNavigate();
  const act = useAct(registerVoterRequest);
  const checks = checksIn(t);
  const citizenship = usePack(pack).voterList?.citizenship ?? 'XX';
  const form = useForm({
    initial: valuesOf(voter),
    check: (values) =>
      found({
        given: WITH_PERSON.includes(kind) ? checks.required(values.given) : undefined,
        birthDate: WITH_PERSON.includes(kind) ? checks.day(values.birthDate) : undefined,
        nationalNumber: kind === 'abroad' ? checks.required(values.nationalNumber) : undefined,
        document: kind === 'abroad' ? checks.required(values.document) : undefined,
        addressId: kind === 'add' ? checks.required(values.addressId) : undefined,
        station: WITH_STATION.includes(kind) ? checks.required(values.station) : undefined,
        election: WITH_ELECTION.includes(kind) ? checks.required(values.election) : undefined,
        requester: checks.required(values.requester),
        reason: checks.reason(values.reason),
      }),
    send: (values) => act.run({ params: { pack }, body: bodyOf(kind, voter, values, citizenship) }),
    onDone: ({ id }) => void navigate({ to: '/voters/$pack/requests/$id', params: { pack, id } }),
  });
  return (
    <Section title={t(`request-kind.${kind}`)}>
      <Paragraph>
        {voter !== null && <strong>{personName(voter.voter.name)}. </strong>}
        {t(`request-text.${kind}`)}
      </Paragraph>
      <FormFrame
        form={form}
        submitLabel={t('requests.register')}
        cancel={
          <Button type="button" variant="secondary" onClick={onBack}>
            {t('dialog.cancel')}
          </Button>
        }
      >
        {WITH_PERSON.includes(kind) && (
          <PersonFields pack={pack} kind={kind} form={form} place={voter?.voter.territoryPath} />
        )}
        {WITH_ELECTION.includes(kind) && (
          <ElectionInput pack={pack} field={form.bind('election')} />
        )}
        {WITH_STATION.includes(kind) && (
          <TextInput
            field={form.bind('station')}
            label={t(kind === 'move' ? 'requests.new-station' : 'requests.mission')}
            maxLength={24}
          />
        )}
        {kind === 'remove' && (
          <SelectInput
            field={form.bind('about')}
            label={t('requests.about')}
            hint={t('requests.about-hint')}
            choices={(['other', 'self'] as const).map((value) => ({
              value,
              label: t(`requests.about-${value}`),
            }))}
          />
        )}
        <TextInput
          field={form.bind('requester')}
          label={t('requests.requester')}
          hint={t('requests.requester-hint')}
          maxLength={300}
        />
        <ReasonInput field={form.bind('reason')} label={t('requests.reason')} />
      </FormFrame>
    </Section>
  );
}

function valuesOf(record: VoterRecord | null): RequestValues {
  const voter = record?.voter;
  return {
    surname: voter?.name.surname ?? '',
    given: voter?.name.given ?? '',
    patronymic: voter?.name.patronymic ?? '',
    sex: voter?.sex ?? 'f',
    birthDate: voter?.birthDate ?? '',
    addressId: '',
    flat: '',
    nationalNumber: '',
    document: '',
    station: '',
    election: '',
    about: 'other',
    requester: '',
    reason: '',
  };
}

function bodyOf(
  kind: RequestKind,
  record: VoterRecord | null,
  values: RequestValues,
  citizenship: string,
): Body {
  const isAbout = WITH_ELECTION.includes(kind);
  return {
    kind,
    about: kind === 'remove' && values.about === 'other' ? 'other' : 'self',
    voter: record?.voter.id ?? null,
    election: isAbout ? values.election : null,
    fields: WITH_PERSON.includes(kind) ? fieldsOf(kind, record, values, citizenship) : {},
    ...(kind === 'add' || kind === 'abroad'
      ? { nationalNumber: values.nationalNumber.trim(), document: values.document.trim() }
      : {}),
    station: WITH_STATION.includes(kind) ? values.station.trim() : null,
    reverses: null,
    requester: values.requester.trim(),
    reason: values.reason.trim(),
  };
}

/** A correction names only what changes; who is added is described whole. */
function fieldsOf(
  kind: RequestKind,
  record: VoterRecord | null,
  values: RequestValues,
  citizenship: string,
): Body['fields'] {
  const { surname, given, patronymic, birthDate, addressId, flat } = values;
  const sex = values.sex === 'm' ? ('m' as const) : ('f' as const);
  const whole = {
    surname: surname.trim(),
    given: given.trim(),
    patronymic: patronymic.trim(),
    sex,
    birthDate,
    ...(addressId === '' ? {} : { addressId, flat: flat.trim() }),
  };
  if (kind === 'abroad') {
    const { addressId: _, sex: __, ...person } = whole;
    return person;
  }
  if (kind === 'add' || record === null) return { ...whole, citizenship };
  const before = { ...record.voter.name, sex: record.voter.sex, birthDate: record.voter.birthDate };
  const changed = FIXABLE_FIELDS.filter(
    (field) => field in whole && valueOf(whole, field) !== valueOf(before, field),
  );
  return Object.fromEntries(changed.map((field) => [field, valueOf(whole, field)]));
}

function valueOf(fields: Readonly<Record<string, string>>, field: string): string | undefined {
  return fields[field];
}
