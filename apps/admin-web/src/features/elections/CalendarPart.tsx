import { Button, Tag } from '@digdir/designsystemet-react';
import type { DutyState } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { useState } from 'react';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { dutyTime } from '../../values/duty-time.ts';
import { useLegalTime } from '../../values/legal-time.ts';
import { Article, UnconfirmedNote } from '../../values/Article.tsx';
import { CalendarStrip } from './CalendarStrip.tsx';
import { useElection } from './use-election.ts';

const STATE_COLORS = {
  past: 'neutral',
  open: 'info',
  today: 'warning',
  upcoming: 'success',
} as const satisfies Record<DutyState, string>;

/** The dated duties of the law, as a strip of time and as a table. */
export function CalendarPart() {
  const { t, day, weekday, dateTime, time } = useTranslator();
  const text = useText();
  const { election, definition, calendar, pack, receivedAtMs } = useElection();
  const legalMs = useLegalTime(election, receivedAtMs);
  const [state, setState] = useState<DutyState | ''>('');
  const kindName = (code: string) => {
    const kind = pack.commissionKinds.find((one) => one.code === code);
    return kind === undefined ? code : text(kind.name);
  };
  const shown = calendar.filter((one) => state === '' || one.state === state);
  return (
    <Section
      title={t('calendar.title')}
      actions={
        <Button variant="secondary" className="no-print" onClick={() => print()}>
          {t('value.print')}
        </Button>
      }
    >
      <p>
        {t('calendar.legal-time', {
          time: dateTime(new Date(legalMs).toISOString(), definition.timeZone),
          zone: definition.timeZone,
        })}
      </p>
      <CalendarStrip
        calendar={calendar}
        calledOn={definition.calledOn}
        votingDay={definition.votingDay}
        nowMs={legalMs}
      />
      <div className="filters no-print">
        <FilterSelect
          label={t('calendar.show')}
          value={state}
          empty={t('calendar.all')}
          onChange={(value) => setState(value as DutyState | '')}
          choices={(['past', 'open', 'today', 'upcoming'] as const).map((one) => ({
            value: one,
            label: t(`duty-state.${one}`),
          }))}
        />
      </div>
      <DataTable
        caption={t('calendar.count', { count: shown.length })}
        rows={shown}
        rowKey={({ entry }) => entry.rule.code}
        columns={[
          {
            key: 'day',
            header: t('calendar.day'),
            cell: ({ entry }) => (
              <div className="calendar-day">
                <strong>{day(entry.day)}</strong>
                <br />
                <span className="quiet">
                  {weekday(entry.day)}
                  <br />
                  {t(`duty-kind.${entry.rule.kind}`, {
                    time: dutyTime(entry) ?? time(entry.instant, definition.timeZone),
                  })}
                </span>
              </div>
            ),
          },
          {
            key: 'duty',
            header: t('calendar.duty'),
            rowHeader: true,
            cell: ({ entry }) => (
              <>
                <strong>{text(entry.rule.title)}</strong>
                <br />
                {text(entry.rule.duty)}
                {entry.rule.governs !== undefined && (
                  <>
                    <br />
                    <span className="quiet">
                      {t(`governs.${entry.rule.governs.effect}`, {
                        act: t(`act.${entry.rule.governs.act}`),
                      })}
                    </span>
                  </>
                )}
              </>
            ),
          },
          {
            key: 'who',
            header: t('calendar.responsible'),
            cell: ({ entry }) => kindName(entry.rule.responsible),
          },
          {
            key: 'article',
            header: t('calendar.article'),
            cell: ({ entry }) => (
              <>
                <Article article={entry.rule.article} confirmed={entry.rule.confirmed} />
              </>
            ),
          },
          {
            key: 'state',
            header: t('calendar.state'),
            cell: (one) => (
              <Tag data-color={STATE_COLORS[one.state]}>{t(`duty-state.${one.state}`)}</Tag>
            ),
          },
        ]}
      />
      {calendar.some(({ entry }) => !entry.rule.confirmed) && <UnconfirmedNote />}
    </Section>
  );
}
