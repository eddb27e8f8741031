import { Button, Paragraph } from '@digdir/designsystemet-react';
import { proposeWitness } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';

/** As in the contract: name, id of the key, key. */
const VKEY = /^[^\s+]{1,150}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/;

/** Asks a second person to register a witness by the line that it shows. */
export function RegisterWitnessForm({ pack }: { readonly pack: string }) {
  const t = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('record.register')}</Button>
      {isOpen && <RegisterDialog pack={pack} onClose={() => setOpen(false)} />}
    </>
  );
}

function RegisterDialog({
  pack,
  onClose,
}: {
  readonly pack: string;
  readonly onClose: () => void;
}) {
  const t = useMessages();
  const navigate = useNavigate();
  const act = useAct(proposeWitness);
  const checks = checksIn(t);
  const form = useForm({
    initial: { organisation: '', vkey: '', reason: '' },
    check: (values) =>
      found({
        organisation: checks.required(values.organisation),
        vkey: VKEY.test(values.vkey.trim()) ? undefined : t('record.vkey-shape'),
        reason: checks.reason(values.reason),
      }),
    send: ({ organisation, vkey, reason }) =>
      act.run({
        params: { pack },
        body: {
          organisation: organisation.trim(),
          vkey: vkey.trim(),
          reason: reason.trim(),
        },
      }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  return (
    <FormDialog
      title={t('record.register')}
      submitLabel={t('protocol.propose')}
      explanation={<Paragraph>{t('record.register-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <TextInput
        field={form.bind('organisation')}
        label={t('record.organisation')}
        maxLength={200}
      />
      <TextInput
        field={form.bind('vkey')}
        label={t('record.vkey')}
        hint={t('record.vkey-hint')}
        maxLength={220}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}
