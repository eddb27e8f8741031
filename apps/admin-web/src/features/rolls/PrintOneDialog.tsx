import { Paragraph } from '@digdir/designsystemet-react';
import { printStationRoll, printSupplements, type RollPrint } from '@ovoz/contract';
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
  readonly part: RollPrint['part'];
  readonly onClose: () => void;
};

/** Asks in which language the roll of a station or its supplementary sheet is printed, and why. */
export function PrintOneDialog({ pack, code, station, part, onClose }: Props) {
  const t = useMessages();
  const { languages } = usePack(pack);
  const act = useAct(part === 'roll' ? printStationRoll : printSupplements);
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
      title={t(part === 'roll' ? 'rolls.print-one' : 'rolls.print-sheet')}
      explanation={
        <Paragraph>
          {t(part === 'roll' ? 'rolls.print-one-text' : 'rolls.print-sheet-text')}
        </Paragraph>
      }
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
