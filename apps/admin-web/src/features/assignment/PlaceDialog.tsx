import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { placeAddress, type UnplacedAddress } from '@ovoz/contract';
import { useId } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { useAct } from '../../server/acting.ts';
import { useCountry } from './use-assignment.ts';

type Props = { readonly address: UnplacedAddress; readonly onClose: () => void };

/** Asks for the station of an address and the reason. */
export function PlaceDialog({ address, onClose }: Props) {
  const t = useMessages();
  const headingId = useId();
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
    <Dialog
      open
      onClose={onClose}
      closeButton={t('dialog.close')}
      aria-labelledby={headingId}
      className="confirm"
    >
      <div className="stack">
        <Heading level={2} data-size="sm" id={headingId}>
          {t('assignment.place-title')}
        </Heading>
        <p>{[locality, street, house].filter((part) => part !== '').join(', ')}</p>
        <FormFrame
          form={form}
          submitLabel={t('assignment.place')}
          cancel={
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
          }
        >
          <TextInput
            field={form.bind('station')}
            label={t('assignment.station-number')}
            hint={t('assignment.station-number-hint')}
          />
          <ReasonInput field={form.bind('reason')} />
        </FormFrame>
      </div>
    </Dialog>
  );
}
