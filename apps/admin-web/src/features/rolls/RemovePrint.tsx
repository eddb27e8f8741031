import { Button, Paragraph } from '@digdir/designsystemet-react';
import { proposePrint, type RollPrint, removePrint } from '@ovoz/contract';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';

type Props = { readonly code: string; readonly print: RollPrint };

/** Takes the files of a printing off the server, for those who may have such a one made. */
export function RemovePrint({ code, print: { id, station, territoryPath } }: Props) {
  const { t } = useTranslator();
  const may = useMay();
  const act = useAct(removePrint);
  const [isAsking, setAsking] = useState(false);
  if (!may(station === null ? proposePrint : removePrint, territoryPath)) return null;
  const remove = async () => {
    const answer = await act.run({ params: { code, print: id } });
    if (answer?.ok === true) setAsking(false);
  };
  return (
    <>
      <Button variant="secondary" data-size="sm" onClick={() => setAsking(true)}>
        {t('rolls.remove-files')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t('rolls.remove-files')}
        confirmLabel={t('rolls.remove-files')}
        pending={act.pending}
        refusal={act.refusal}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
        danger
      >
        <Paragraph>{t('rolls.remove-files-text')}</Paragraph>
      </ConfirmDialog>
    </>
  );
}
