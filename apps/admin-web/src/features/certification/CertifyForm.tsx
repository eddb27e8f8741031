import { Paragraph } from '@digdir/designsystemet-react';
import { type CertificationBlocker, proposeCertification } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { CheckInput, ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { canOverride } from './can-override.ts';

type Props = {
  readonly code: string;
  readonly blockers: readonly CertificationBlocker[];
  readonly isFirst: boolean;
  readonly hasChanged: boolean;
};

/** Asks a second person to certify totals and seats as they stand. */
export function CertifyForm({ code, blockers, isFirst, hasChanged }: Props) {
  const t = useMessages();
  const navigate = useNavigate();
  const act = useAct(proposeCertification);
  const checks = checksIn(t);
  const initial: { readonly reason: string; readonly override: boolean } = {
    reason: '',
    override: false,
  };
  const form = useForm({
    initial,
    check: ({ reason, override }) =>
      found({
        reason: checks.reason(reason),
        override: blockers.length > 0 && !override ? t('certify.override-needed') : undefined,
      }),
    send: ({ reason, override }) =>
      act.run({
        params: { code },
        body: { reason: reason.trim(), override: blockers.length > 0 && override },
      }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  if (!isFirst && !hasChanged) return null;
  if (!canOverride(blockers)) return null;
  return (
    <Section title={t(isFirst ? 'certify.propose' : 'certify.propose-again')}>
      <Paragraph>{t('certify.propose-text')}</Paragraph>
      <FormFrame form={form} submitLabel={t('protocol.propose')}>
        {blockers.length > 0 && (
          <CheckInput
            field={form.bind('override')}
            label={t('certify.override')}
            hint={t('certify.override-hint')}
          />
        )}
        <ReasonInput field={form.bind('reason')} label={t('certify.reason')} />
      </FormFrame>
    </Section>
  );
}
