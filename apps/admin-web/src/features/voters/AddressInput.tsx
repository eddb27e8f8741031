import { Button } from '@digdir/designsystemet-react';
import { type AnswerOf, findAddresses } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { useId, useState } from 'react';
import { SelectInput, TextInput } from '../../forms/inputs.tsx';
import type { FieldBinding } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { OwnTerritoryPicker } from '../../places/OwnTerritoryPicker.tsx';
import { useAct } from '../../server/acting.ts';
import { activeGrants } from '../../session/permissions.ts';
import { useSession } from '../../session/use-session.ts';

type Found = AnswerOf<typeof findAddresses>['addresses'];
type Props = {
  readonly pack: string;
  readonly field: FieldBinding<string>;
  readonly place: TerritoryPath | undefined;
  /** False: left empty, the address stays as it is. */
  readonly isNew: boolean;
};

/** An address of the register, found by the beginning of its street. */
export function AddressInput({ pack, field, place, isNew }: Props) {
  const t = useMessages();
  const { grants } = useSession();
  const [first] = activeGrants(grants);
  const [territory, setTerritory] = useState(place ?? first?.territoryPath ?? '');
  const [street, setStreet] = useState('');
  const [addresses, setAddresses] = useState<Found | null>(null);
  const act = useAct(findAddresses);
  const id = useId();
  const bind = (name: string, value: string, set: (value: string) => void) => ({
    id: `${id}-${name}`,
    name,
    value,
    set,
    error: undefined,
  });
  const find = async () => {
    const answer = await act.run({ params: { pack }, query: { territory, street: street.trim() } });
    if (answer?.ok === true) setAddresses(answer.value.addresses);
  };
  return (
    <>
      {isNew && (
        <OwnTerritoryPicker
          field={bind('territory', territory, setTerritory)}
          label={t('voter-field.territoryPath')}
        />
      )}
      <TextInput
        field={bind('street', street, setStreet)}
        label={t('requests.street')}
        hint={t('requests.street-hint')}
        maxLength={200}
        {...(isNew ? {} : { optional: true })}
      />
      <div className="button-row">
        <Button
          type="button"
          variant="secondary"
          disabled={street.trim() === ''}
          loading={act.pending}
          onClick={() => void find()}
        >
          {t('requests.find-address')}
        </Button>
      </div>
      <RefusalNotice refusal={act.refusal} />
      {(addresses !== null || field.error !== undefined) && (
        <SelectInput
          field={field}
          label={t('voters.address')}
          empty={addresses?.length === 0 ? t('requests.no-address') : t('places.choose')}
          choices={(addresses ?? []).map((one) => ({ value: one.id, label: one.address }))}
        />
      )}
    </>
  );
}
