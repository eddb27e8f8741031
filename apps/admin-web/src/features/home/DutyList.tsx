import type { Duty, ElectionSummary } from '@ovoz/contract';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { legalTimeNow } from '../../values/legal-time.ts';
import { UnconfirmedTag } from '../../values/StatusTag.tsx';
import { useTimeLeft } from '../../values/TimeLeftText.tsx';
import { useNow } from '../../values/use-now.ts';

type Props = {
  readonly duties: readonly Duty[];
  readonly elections: ReadonlyMap<string, ElectionSummary>;
  readonly receivedAtMs: number;
};

export function DutyList({ duties, elections, receivedAtMs }: Props) {
  const nowMs = Math.max(useNow(5000), receivedAtMs);
  const severalElections = new Set(duties.map((duty) => duty.election)).size > 1;
  return (
    <ul className="duties">
      {duties.map((duty) => {
        const election = elections.get(duty.election);
        const legalMs =
          election === undefined ? nowMs : legalTimeNow(election, receivedAtMs, nowMs);
        return (
          <DutyItem
            key={`${duty.election} ${duty.entry.rule.code}`}
            duty={duty}
            leftMs={Date.parse(duty.entry.instant) - legalMs}
            namesElection={severalElections || elections.size > 1}
          />
        );
      })}
    </ul>
  );
}

type ItemProps = {
  readonly duty: Duty;
  readonly leftMs: number;
  readonly namesElection: boolean;
};

function DutyItem({ duty, leftMs, namesElection }: ItemProps) {
  const { t, day, weekday } = useTranslator();
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
        <span>{t(`duty-kind.${rule.kind}`)}</span>
      </div>
      <div className="duty-what">
        <h3>{text(rule.title)}</h3>
        <p>{text(rule.duty)}</p>
        <p className="quiet">
          {rule.article} {!rule.confirmed && <UnconfirmedTag />}
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
