import { Paragraph } from '@digdir/designsystemet-react';
import { printStationRoll } from '@ovoz/contract';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useAct } from '../../server/acting.ts';

type Props = {
  readonly pack: string;
  readonly code: string;
  readonly station: string;
  readonly onClose: () => void;
};

/** Asks in which language the roll of a station is printed, and why. */
export function PrintOneDialog({ pack, code, station, onClose }: Props) {
  const t = useMessages();
  const { languages } = usePack(pack);
  const act = useAct(printStationRoll);
  const checks = checksIn(t);
  const form = useForm({
    initial: { language: languages[0]?.tag ?? 'en', reason: '' },
    check: ({ reason }) => found({ reason: checks.reason(reason) }),
    send: ({ language, reason }) =>
      act.run({ params: { code, station }, body: { language, reason: reason.trim() } }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('rolls.print-one')}
      explanation={<Paragraph>{t('rolls.print-one-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <SelectInput
        field={form.bind('language')}
        label={t('rolls.language')}
        choices={languages.map(({ tag, name }) => ({ value: tag, label: name }))}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}
