import { Button } from '@digdir/designsystemet-react';
import type { Duty, ElectionSummary } from '@ovoz/contract';
import { useState } from 'react';
import { useMessages, useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { dutyTime } from '../../values/duty-time.ts';
import { legalTimeNow } from '../../values/legal-time.ts';
import { Article } from '../../values/Article.tsx';
import { OWN_ZONE } from '../../values/moments.ts';
import { useTimeLeft } from '../../values/TimeLeftText.tsx';
import { useNow } from '../../values/use-now.ts';

type Props = {
  readonly duties: readonly Duty[];
  readonly elections: ReadonlyMap<string, ElectionSummary>;
  readonly receivedAtMs: number;
  /** Zone of legal times, by country pack. */
  readonly zones: ReadonlyMap<string, string>;
};

/** Duties of a group that are shown before somebody asks for all: more at once are not read. */
const AT_FIRST = 5;

export function DutyList({ duties, elections, receivedAtMs, zones }: Props) {
  const nowMs = Math.max(useNow(5000), receivedAtMs);
  const t = useMessages();
  const [isWhole, setWhole] = useState(false);
  const severalElections = new Set(duties.map((duty) => duty.election)).size > 1;
  const shown = isWhole ? duties : duties.slice(0, AT_FIRST);
  return (
    <>
      <ul className="duties">
        {shown.map((duty) => {
          const election = elections.get(duty.election);
          const legalMs =
            election === undefined ? nowMs : legalTimeNow(election, receivedAtMs, nowMs);
          return (
            <DutyItem
              key={`${duty.election} ${duty.entry.rule.code}`}
              duty={duty}
              timeZone={zones.get(election?.pack ?? '') ?? OWN_ZONE}
              leftMs={Date.parse(duty.entry.instant) - legalMs}
              namesElection={severalElections || elections.size > 1}
            />
          );
        })}
      </ul>
      {duties.length > shown.length && (
        <Button
          variant="tertiary"
          data-size="sm"
          className="no-print"
          onClick={() => setWhole(true)}
        >
          {t('home.show-all', { count: duties.length })}
        </Button>
      )}
    </>
  );
}

type ItemProps = {
  readonly duty: Duty;
  readonly leftMs: number;
  readonly timeZone: string;
  readonly namesElection: boolean;
};

function DutyItem({ duty, leftMs, timeZone, namesElection }: ItemProps) {
  const { t, day, weekday, time } = useTranslator();
  const text = useText();
  const timeLeft = useTimeLeft();
  const { rule } = duty.entry;
  return (
    <li className="duty" data-state={duty.state}>
      <div className="duty-when">
        <strong>{timeLeft(leftMs)}</strong>
        <span>
          {day(duty.entry.day)} ({weekday(duty.entry.day)})
        </span>
        <span>
          {t(`duty-kind.${rule.kind}`, {
            time: dutyTime(duty.entry) ?? time(duty.entry.instant, timeZone),
          })}
        </span>
      </div>
      <div className="duty-what">
        <h3>{text(rule.title)}</h3>
        <p>{text(rule.duty)}</p>
        <p className="quiet">
          <Article article={rule.article} confirmed={rule.confirmed} />
        </p>
        {namesElection && (
          <p className="quiet">
            <PageLink to="/elections/$code/calendar" params={{ code: duty.election }}>
              {text(duty.electionTitle)}
            </PageLink>
          </p>
        )}
      </div>
    </li>
  );
}
