import { Button, Paragraph } from '@digdir/designsystemet-react';
import { exportStationRoll } from '@ovoz/contract';
import { useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { saveLines } from './save-file.ts';

/** Saves the lines of a station as they were hashed, to be checked on another machine. */
export function SaveLines({ code, station }: { readonly code: string; readonly station: string }) {
  const { t } = useTranslator();
  const act = useAct(exportStationRoll);
  const save = async () => {
    const answer = await act.run({ params: { code, station } });
    if (answer?.ok === true) saveLines(`${code}-${station}.jsonl`, answer.value.lines);
  };
  return (
    <div className="stack">
      <Paragraph>{t('rolls.check-text')}</Paragraph>
      <div className="button-row">
        <Button variant="secondary" loading={act.pending} onClick={() => void save()}>
          {t('rolls.save-lines')}
        </Button>
      </div>
      <RefusalNotice refusal={act.refusal} />
    </div>
  );
}
