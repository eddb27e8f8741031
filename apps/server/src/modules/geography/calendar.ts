import { ok, type Result, refused } from '@ovoz/basics';
import type { ActPermission, CalendarEntry, GovernedAct } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import type { Refusal } from '../../platform/problem.ts';

/** What the calendars of the country's elections say of an act at a moment, and which election's. */
export type CalendarVerdict = ActPermission & { readonly election: string | null };

/** Asks the calendars. The elections module answers; app.ts hands its answer over. */
export type MayAct = (
  queries: Queries,
  packCode: string,
  act: GovernedAct,
  now: Date,
) => Promise<CalendarVerdict>;

/** A rule that warns of an act, as evidence keeps it. */
export type CalendarWarning = {
  readonly act: GovernedAct;
  readonly election: string | null;
  readonly rule: string;
  readonly article: string;
  readonly day: string;
};

/** The warnings to record, or the refusal that names rule, article and day. */
export async function askCalendar(
  mayAct: MayAct,
  queries: Queries,
  packCode: string,
  acts: readonly GovernedAct[],
  now: Date,
): Promise<Result<CalendarWarning[], Refusal>> {
  const warnings: CalendarWarning[] = [];
  for (const act of acts) {
    const verdict = await mayAct(queries, packCode, act, now);
    if (verdict.outcome === 'blocked') return refused(blocked(verdict.election, verdict.entry));
    if (verdict.outcome === 'warned') {
      const { rule, day } = verdict.entry;
      warnings.push({
        act,
        election: verdict.election,
        rule: rule.code,
        article: rule.article.en,
        day,
      });
    }
  }
  return ok(warnings);
}

function blocked(election: string | null, { rule, day }: CalendarEntry): Refusal {
  const time = rule.kind === 'opens' ? 'it opens on' : 'it closed on';
  return {
    code: 'calendar-blocks',
    detail: `Election ${election ?? 'calendar'}, “${rule.title.en}” (${rule.code}): ${time} ${day}. ${rule.article.en}.`,
  };
}
