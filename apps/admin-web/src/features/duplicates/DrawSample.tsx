import { Button, Paragraph } from '@digdir/designsystemet-react';
import { drawDuplicateSample } from '@ovoz/contract';
import { useState } from 'react';
import { SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { useAct } from '../../server/acting.ts';

/** With thirty pairs that are all one person the share is above nine in ten, with three hundred above 98 in a hundred. */
const SIZES = [30, 100, 300];

/** Has the sample of the last full search drawn; there is one of each search. */
export function DrawSample({ pack }: { readonly pack: string }) {
  const { t } = useTranslator();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('duplicates.draw')}</Button>
      {isOpen && <DrawDialog pack={pack} onClose={() => setOpen(false)} />}
    </>
  );
}

function DrawDialog({ pack, onClose }: { readonly pack: string; readonly onClose: () => void }) {
  const { t, number } = useTranslator();
  const act = useAct(drawDuplicateSample);
  const form = useForm({
    initial: { size: String(SIZES[0]) },
    check: () => ({}),
    send: ({ size }) => act.run({ params: { pack }, body: { pairsABand: Number(size) } }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('duplicates.draw')}
      explanation={<Paragraph>{t('duplicates.draw-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <SelectInput
        field={form.bind('size')}
        label={t('duplicates.pairs-a-band')}
        choices={SIZES.map((size) => ({ value: String(size), label: number(size) }))}
      />
    </FormDialog>
  );
}
