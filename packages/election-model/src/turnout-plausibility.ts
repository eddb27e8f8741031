/** Voters and voters on the lists as a station reported them at an hour of the law. */
export type HourlyTurnout = {
  readonly hour: string;
  readonly voters: number;
  /** Null when it was not told. */
  readonly listed: number | null;
};

export type ImplausibleTurnout = 'falling' | 'above-list' | 'jump' | 'list-changed';

/** Since the hour before, more than this part of the list: 1 ÷ JUMP_DIVISOR. */
const JUMP_DIVISOR = 2;
/** The list itself changes by a few; more than 1 ÷ LIST_DIVISOR of it is a slip. */
const LIST_DIVISOR = 10;

/**
 * What is implausible about a report, beside the other reports of the station that stand.
 * A list that was not told is the last one told before; without any, nothing is compared with it.
 * @param hours the hours of the law, in their order.
 */
export function turnoutFindings(
  report: HourlyTurnout,
  others: readonly HourlyTurnout[],
  hours: readonly string[],
): readonly ImplausibleTurnout[] {
  const at = hours.indexOf(report.hour);
  const earlier = others.filter(({ hour }) => hours.indexOf(hour) < at);
  const later = others.filter(({ hour }) => hours.indexOf(hour) > at);
  const before = others.find(({ hour }) => at > 0 && hour === hours[at - 1]);
  const listed = report.listed ?? lastListed(earlier, hours);
  const findings: ImplausibleTurnout[] = [];
  if (
    earlier.some(({ voters }) => voters > report.voters) ||
    later.some(({ voters }) => voters < report.voters)
  ) {
    findings.push('falling');
  }
  if (listed !== null && report.voters > listed) findings.push('above-list');
  if (
    before !== undefined &&
    listed !== null &&
    (report.voters - before.voters) * JUMP_DIVISOR > listed
  ) {
    findings.push('jump');
  }
  const listedBefore = before?.listed ?? null;
  if (
    report.listed !== null &&
    listedBefore !== null &&
    Math.abs(report.listed - listedBefore) * LIST_DIVISOR > listedBefore
  ) {
    findings.push('list-changed');
  }
  return findings;
}

function lastListed(earlier: readonly HourlyTurnout[], hours: readonly string[]): number | null {
  const told = earlier
    .filter(({ listed }) => listed !== null)
    .toSorted((a, b) => hours.indexOf(b.hour) - hours.indexOf(a.hour));
  return told[0]?.listed ?? null;
}
