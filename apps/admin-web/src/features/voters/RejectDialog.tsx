import { decideVoterRequest, type VoterRequest } from '@ovoz/contract';
import { REQUEST_ERRORS } from '@ovoz/voter-register';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';

type Props = { readonly request: VoterRequest; readonly onClose: () => void };

/** Says no, with one of the reasons of NIST SP 1500-102 and in words. */
export function RejectDialog({ request, onClose }: Props) {
  const t = useMessages();
  const act = useAct(decideVoterRequest);
  const checks = checksIn(t);
  const form = useForm({
    initial: { error: '', words: '' },
    check: ({ error, words }) =>
      found({ error: checks.required(error), words: checks.reason(words) }),
    send: ({ error, words }) =>
      act.run({
        params: { id: request.summary.id },
        body: {
          revision: request.revision,
          decision: 'reject',
          error: REQUEST_ERRORS.find((one) => one === error) ?? null,
          words: words.trim(),
        },
      }),
    onDone: onClose,
  });
  return (
    <FormDialog title={t('request-act.reject')} form={form} onClose={onClose}>
      <SelectInput
        field={form.bind('error')}
        label={t('requests.error')}
        empty={t('places.choose')}
        choices={REQUEST_ERRORS.map((value) => ({ value, label: t(`request-error.${value}`) }))}
      />
      <ReasonInput field={form.bind('words')} />
    </FormDialog>
  );
}
