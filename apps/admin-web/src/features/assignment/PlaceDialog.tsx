import { placeAddress, type UnplacedAddress } from '@ovoz/contract';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useCountry } from './use-assignment.ts';

type Props = { readonly address: UnplacedAddress; readonly onClose: () => void };

/** Asks for the station of an address and the reason. */
export function PlaceDialog({ address, onClose }: Props) {
  const t = useMessages();
  const pack = useCountry();
  const checks = checksIn(t);
  const place = useAct(placeAddress);
  const form = useForm({
    initial: { station: '', reason: '' },
    check: ({ station, reason }) =>
      found({
        station: station.trim() === '' ? t('assignment.station-needed') : undefined,
        reason: checks.reason(reason),
      }),
    send: ({ station, reason }) =>
      place.run({
        params: { pack: pack.code, address: String(address.addressId) },
        body: { station: station.trim().toUpperCase(), reason: reason.trim() },
      }),
    onDone: onClose,
  });
  const { locality, street, house } = address;
  return (
    <FormDialog
      title={t('assignment.place-title')}
      submitLabel={t('assignment.place')}
      explanation={<p>{[locality, street, house].filter((part) => part !== '').join(', ')}</p>}
      form={form}
      onClose={onClose}
    >
      <TextInput
        field={form.bind('station')}
        label={t('assignment.station-number')}
        hint={t('assignment.station-number-hint')}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}
