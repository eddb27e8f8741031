import type { TerritoryPath } from '@ovoz/election-model';
import type { RequestKind } from '@ovoz/voter-register';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import type { Form } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { AddressInput } from './AddressInput.tsx';
import type { RequestValues } from './NewRequest.tsx';

type Props = {
  readonly pack: string;
  readonly kind: RequestKind;
  readonly form: Form<RequestValues>;
  /** Where the voter lives now. */
  readonly place: TerritoryPath | undefined;
};

/** The person: all of it for somebody who is new, the wrong part for a correction. */
export function PersonFields({ pack, kind, form, place }: Props) {
  const t = useMessages();
  const bind = form.bind;
  return (
    <>
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
      {kind !== 'abroad' && (
        <>
          <SelectInput
            field={bind('sex')}
            label={t('voter-field.sex')}
            choices={(['f', 'm'] as const).map((value) => ({ value, label: t(`sex.${value}`) }))}
          />
          <AddressInput
            pack={pack}
            field={bind('addressId')}
            place={place}
            isNew={kind === 'add'}
          />
          <TextInput field={bind('flat')} label={t('voter-field.flat')} maxLength={20} optional />
        </>
      )}
      {kind !== 'fix' && (
        <>
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
            {...(kind === 'abroad' ? {} : { optional: true })}
          />
        </>
      )}
    </>
  );
}
