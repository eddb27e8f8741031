import { Button, Details, Tag } from '@digdir/designsystemet-react';
import { type ElectionSummary, getPack, moveElectionClock } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useText, useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { FOREVER, reading } from '../../server/reading.ts';
import { useLegalTime } from '../../values/legal-time.ts';
import { ModeTag } from '../../values/StatusTag.tsx';
import { instantOf, localTimeOf } from '../../values/zoned-time.ts';
import { SetClockForm } from './SetClockForm.tsx';
import { useSpeedName } from './speeds.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

type Props = {
  readonly election: ElectionSummary;
  readonly receivedAtMs: number;
  readonly mayMove: boolean;
};

/** The legal time of a training election or drill, and the buttons that move it. */
export function ClockPanel({ election, receivedAtMs, mayMove }: Props) {
  const { t, day, weekday } = useTranslator();
  const text = useText();
  const speedName = useSpeedName();
  const { pack } = useSuspenseQuery({
    ...reading(getPack, { params: { pack: election.pack } }),
    ...FOREVER,
  }).data;
  const legalMs = useLegalTime(election, receivedAtMs);
  const local = localTimeOf(legalMs, pack.timeZone);
  return (
    <section className="clock" aria-label={t('clock.of', { election: text(election.title) })}>
      <p className="clock-election">
        {text(election.title)} <ModeTag mode={election.mode} />
      </p>
      <p className="clock-day">
        {weekday(local.day)}, {day(local.day)}
      </p>
      <p className="clock-time" role="timer">
        {local.time}
      </p>
      <p className="quiet">
        {pack.timeZone} · <Tag data-color="neutral">{speedName(election.clock?.speed ?? 1)}</Tag>
      </p>
      {mayMove && (
        <ClockButtons
          election={election}
          legalMs={legalMs}
          timeZone={pack.timeZone}
          opens={pack.pollingHours.opens}
        />
      )}
    </section>
  );
}

type ButtonsProps = {
  readonly election: ElectionSummary;
  readonly legalMs: number;
  readonly timeZone: string;
  readonly opens: string;
};

function ClockButtons({ election, legalMs, timeZone, opens }: ButtonsProps) {
  const { t } = useTranslator();
  const act = useAct(moveElectionClock);
  const [pressed, setPressed] = useState('');
  const [isSetting, setSetting] = useState(false);
  const openingMs = instantOf({ day: election.votingDay, time: opens }, timeZone);
  const move = (name: string, toMs: number) => {
    setPressed(name);
    void act.run({
      params: { code: election.code },
      body: {
        shows: new Date(toMs).toISOString(),
        speed: election.clock?.speed ?? 1,
        reason: t(`clock.reason-${name === 'opening' ? 'opening' : 'forward'}`),
      },
    });
  };
  const button = (name: 'day' | 'hour' | 'opening', toMs: number) => (
    <Button
      variant="secondary"
      data-size="sm"
      loading={act.pending && pressed === name}
      onClick={() => move(name, toMs)}
    >
      {t(`clock.${name}`)}
    </Button>
  );
  return (
    <div className="clock-controls no-print">
      <RefusalNotice refusal={act.refusal} />
      <div className="button-row">
        {button('day', legalMs + DAY_MS)}
        {button('hour', legalMs + HOUR_MS)}
        {openingMs !== null && openingMs > legalMs && button('opening', openingMs)}
      </div>
      <Details open={isSetting} onToggle={() => setSetting(!isSetting)}>
        <Details.Summary>{t('clock.set-exactly')}</Details.Summary>
        <Details.Content>
          {/* Made when it is opened, so that it starts with the time that the clock shows then. */}
          {isSetting && <SetClockForm election={election} legalMs={legalMs} timeZone={timeZone} />}
        </Details.Content>
      </Details>
    </div>
  );
}
