import { Button, Paragraph } from '@digdir/designsystemet-react';
import { exportStationRoll, exportSupplements, type RollPrint } from '@ovoz/contract';
import { useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { saveLines } from './save-file.ts';

type Props = {
  readonly code: string;
  readonly station: string;
  readonly part: RollPrint['part'];
};

/** Saves the lines of a station or of its supplementary sheet as they are hashed, to be checked on another machine. */
export function SaveLines({ code, station, part }: Props) {
  const { t } = useTranslator();
  const isRoll = part === 'roll';
  const act = useAct(isRoll ? exportStationRoll : exportSupplements);
  const save = async () => {
    const answer = await act.run({ params: { code, station } });
    const name = `${code}-${station}${isRoll ? '' : '-supplements'}.jsonl`;
    if (answer?.ok === true) saveLines(name, answer.value.lines);
  };
  return (
    <div className="stack">
      <Paragraph>{t(isRoll ? 'rolls.check-text' : 'rolls.check-sheet-text')}</Paragraph>
      <div className="button-row">
        <Button variant="secondary" loading={act.pending} onClick={() => void save()}>
          {t(isRoll ? 'rolls.save-lines' : 'rolls.save-sheet-lines')}
        </Button>
      </div>
      <RefusalNotice refusal={act.refusal} />
    </div>
  );
}
