import type { giveDecisionNotice, giveHearingNotice, VoterRequest } from '@ovoz/contract';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';

const METHODS = ['in-person', 'post', 'phone', 'portal', 'at-address'] as const;

type Props = {
  readonly request: VoterRequest;
  readonly operation: typeof giveHearingNotice | typeof giveDecisionNotice;
  readonly act: 'hear' | 'tell';
  readonly onClose: () => void;
};

/** Records that somebody was told, how, and what shows it. */
export function NoticeDialog({ request, operation, act, onClose }: Props) {
  const t = useMessages();
  const telling = useAct(operation);
  const checks = checksIn(t);
  const form = useForm({
    initial: { method: 'in-person', words: '' },
    check: ({ words }) => found({ words: checks.reason(words) }),
    send: ({ method, words }) =>
      telling.run({
        params: { id: request.summary.id },
        body: {
          method: METHODS.find((one) => one === method) ?? 'in-person',
          words: words.trim(),
        },
      }),
    onDone: onClose,
  });
  return (
    <FormDialog title={t(`request-act.${act}`)} form={form} onClose={onClose}>
      <SelectInput
        field={form.bind('method')}
        label={t('requests.method')}
        choices={METHODS.map((value) => ({ value, label: t(`notice-method.${value}`) }))}
      />
      <ReasonInput field={form.bind('words')} label={t('requests.words')} />
    </FormDialog>
  );
}
