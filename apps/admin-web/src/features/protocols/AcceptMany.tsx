import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, acceptProtocols, type ProtocolRow } from '@ovoz/contract';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { knownCode } from '../../server/refusal.ts';
import { isClean, MOST_AT_ONCE, rowKeyOf } from './clean-rows.ts';

type Props = {
  readonly code: string;
  readonly rows: readonly ProtocolRow[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
};

/** Ticks all clean protocols that are shown, and accepts what is ticked: a person's act, each by its hash. */
export function AcceptMany({ code, rows, ticked, onTick }: Props) {
  const t = useMessages();
  const act = useAct(acceptProtocols);
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<AnswerOf<typeof acceptProtocols> | null>(null);
  const clean = rows.filter(isClean).slice(0, MOST_AT_ONCE);
  const chosen = rows.filter((row) => ticked.has(rowKeyOf(row))).slice(0, MOST_AT_ONCE);
  if (clean.length === 0 && chosen.length === 0 && answer === null) return null;
  const accept = async () => {
    const protocols = chosen.flatMap(({ contest, station, count, hash }) =>
      hash === null ? [] : [{ contest, station, count, hash, reason: null }],
    );
    const outcome = await act.run({ params: { code }, body: { protocols } });
    if (outcome?.ok !== true) return;
    setAnswer(outcome.value);
    onTick(new Set());
    setAsking(false);
  };
  return (
    <div className="accept-many">
      {answer !== null && <Accepted answer={answer} />}
      <div className="button-row no-print">
        <Button
          variant="secondary"
          disabled={clean.length === 0}
          onClick={() => onTick(new Set(clean.map(rowKeyOf)))}
        >
          {t('protocols.tick-clean', { count: clean.length })}
        </Button>
        <Button disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          {t('protocols.accept', { count: chosen.length })}
        </Button>
        {chosen.length > 0 && (
          <Button variant="tertiary" onClick={() => onTick(new Set())}>
            {t('protocols.tick-none')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('protocols.accept-title', { count: chosen.length })}
        confirmLabel={t('protocols.accept', { count: chosen.length })}
        onConfirm={() => void accept()}
        pending={act.pending}
        refusal={act.refusal}
      >
        <Paragraph>{t('protocols.accept-text')}</Paragraph>
        <Paragraph className="quiet">
          {chosen
            .slice(0, NAMED)
            .map(({ station }) => station)
            .join(', ')}
          {chosen.length > NAMED && ` … ${t('row.more', { count: chosen.length - NAMED })}`}
        </Paragraph>
      </ConfirmDialog>
    </div>
  );
}

const NAMED = 20;

function Accepted({ answer }: { readonly answer: AnswerOf<typeof acceptProtocols> }) {
  const t = useMessages();
  const { accepted, refused } = answer;
  return (
    <Alert data-color={refused.length === 0 ? 'success' : 'warning'} role="status">
      <Paragraph>{t('protocols.accepted-count', { count: accepted })}</Paragraph>
      {refused.length > 0 && (
        <>
          <Paragraph>{t('protocols.not-accepted', { count: refused.length })}</Paragraph>
          <ul>
            {refused.slice(0, NAMED).map(({ station, contest, count, code }) => (
              <li key={`${station} ${contest} ${count}`}>
                {t('keying.station', { number: station })}: {t(`refusal.${knownCode(code)}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  );
}
