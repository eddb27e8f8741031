import { Button, Paragraph } from '@digdir/designsystemet-react';
import { proposeRegisterSupplier } from '@ovoz/contract';
import { REGISTERS } from '@ovoz/voter-register';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';

/** As in the contract: 32 bytes, base64url. */
const PUBLIC_KEY = /^[A-Za-z0-9_-]{43}$/;

/** Asks a second person to register the key of a register. */
export function RegisterSupplierForm({ pack }: { readonly pack: string }) {
  const t = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('suppliers.register')}</Button>
      {isOpen && <RegisterDialog pack={pack} onClose={() => setOpen(false)} />}
    </>
  );
}

type Props = { readonly pack: string; readonly onClose: () => void };

function RegisterDialog({ pack, onClose }: Props) {
  const t = useMessages();
  const navigate = useNavigate();
  const act = useAct(proposeRegisterSupplier);
  const checks = checksIn(t);
  const form = useForm({
    initial: { register: 'civil', name: '', publicKey: '', reason: '' },
    check: (values) =>
      found({
        name: checks.required(values.name),
        publicKey: PUBLIC_KEY.test(values.publicKey.trim()) ? undefined : t('suppliers.key-shape'),
        reason: checks.reason(values.reason),
      }),
    send: ({ register, name, publicKey, reason }) =>
      act.run({
        params: { pack },
        body: {
          register: register === 'address' ? 'address' : 'civil',
          name: name.trim(),
          publicKey: publicKey.trim(),
          reason: reason.trim(),
        },
      }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  return (
    <FormDialog
      title={t('suppliers.register')}
      submitLabel={t('protocol.propose')}
      explanation={<Paragraph>{t('suppliers.register-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <SelectInput
        field={form.bind('register')}
        label={t('suppliers.which')}
        choices={REGISTERS.map((value) => ({ value, label: t(`register.${value}`) }))}
      />
      <TextInput field={form.bind('name')} label={t('suppliers.name')} maxLength={200} />
      <TextInput
        field={form.bind('publicKey')}
        label={t('suppliers.key')}
        hint={t('suppliers.key-hint')}
        maxLength={60}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}
