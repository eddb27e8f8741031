import { Paragraph } from '@digdir/designsystemet-react';
import { proposeSupplement } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';

const KINDS = ['omitted', 'certificate', 'court-decision', 'registration-error'] as const;

type Props = {
  readonly code: string;
  readonly station: string;
  readonly onClose: () => void;
};

/** Asks a second person to add a voter of the register to the roll, for a reason of the law. */
export function SupplementDialog({ code, station, onClose }: Props) {
  const t = useMessages();
  const navigate = useNavigate();
  const act = useAct(proposeSupplement);
  const checks = checksIn(t);
  const form = useForm({
    initial: { nationalNumber: '', documentNumber: '', kind: 'omitted', evidence: '', reason: '' },
    check: ({ nationalNumber, documentNumber, evidence, reason }) =>
      found({
        nationalNumber: checks.required(nationalNumber),
        documentNumber: checks.required(documentNumber),
        evidence: checks.required(evidence),
        reason: checks.reason(reason),
      }),
    send: ({ nationalNumber, documentNumber, kind, evidence, reason }) =>
      act.run({
        params: { code, station },
        body: {
          nationalNumber: nationalNumber.trim(),
          documentNumber: documentNumber.trim(),
          kind: KINDS.find((one) => one === kind) ?? 'omitted',
          evidence: evidence.trim(),
          reason: reason.trim(),
        },
      }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  return (
    <FormDialog
      title={t('rolls.add')}
      submitLabel={t('protocol.propose')}
      explanation={<Paragraph>{t('rolls.add-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <TextInput
        field={form.bind('nationalNumber')}
        label={t('rolls.national-number')}
        hint={t('rolls.numbers-hint')}
        maxLength={40}
      />
      <TextInput
        field={form.bind('documentNumber')}
        label={t('rolls.document-number')}
        maxLength={40}
      />
      <SelectInput
        field={form.bind('kind')}
        label={t('rolls.kind')}
        choices={KINDS.map((kind) => ({ value: kind, label: t(`rolls.kind.${kind}`) }))}
      />
      <TextInput field={form.bind('evidence')} label={t('rolls.evidence')} maxLength={1000} />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}
