import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { proposeSupplement } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { useAct } from '../../server/acting.ts';

const KINDS = ['omitted', 'certificate', 'court-decision', 'registration-error'] as const;
const VOTER = /^[1-9][0-9]{0,17}$/;

type Props = {
  readonly code: string;
  readonly station: string;
  readonly onClose: () => void;
};

/** Asks a second person to add a voter of the register to the roll, for a reason of the law. */
export function SupplementDialog({ code, station, onClose }: Props) {
  const t = useMessages();
  const headingId = useId();
  const navigate = useNavigate();
  const act = useAct(proposeSupplement);
  const checks = checksIn(t);
  const form = useForm({
    initial: { voter: '', kind: 'omitted', evidence: '', reason: '' },
    check: ({ voter, evidence, reason }) =>
      found({
        voter: VOTER.test(voter.trim()) ? undefined : t('rolls.voter-number-shape'),
        evidence: checks.required(evidence),
        reason: checks.reason(reason),
      }),
    send: ({ voter, kind, evidence, reason }) =>
      act.run({
        params: { code, station },
        body: {
          voter: voter.trim(),
          kind: KINDS.find((one) => one === kind) ?? 'omitted',
          evidence: evidence.trim(),
          reason: reason.trim(),
        },
      }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
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
          {t('rolls.add')}
        </Heading>
        <Paragraph>{t('rolls.add-text')}</Paragraph>
        <FormFrame
          form={form}
          submitLabel={t('protocol.propose')}
          cancel={
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
          }
        >
          <TextInput
            field={form.bind('voter')}
            label={t('rolls.voter-number')}
            hint={t('rolls.voter-number-hint')}
            inputMode="numeric"
          />
          <SelectInput
            field={form.bind('kind')}
            label={t('rolls.kind')}
            choices={KINDS.map((kind) => ({ value: kind, label: t(`rolls.kind.${kind}`) }))}
          />
          <TextInput field={form.bind('evidence')} label={t('rolls.evidence')} maxLength={1000} />
          <ReasonInput field={form.bind('reason')} />
        </FormFrame>
      </div>
    </Dialog>
  );
}
