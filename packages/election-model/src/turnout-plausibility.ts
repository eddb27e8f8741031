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
 * What is implausible about a report, beside the reports of the station that stand for other hours.
 * A list that was not told is the last one told before; without any, nothing is compared with it.
 * Written without lists in between: a nation's 55,000 reports are judged at once.
 * @param hours the hours of the law, in their order.
 */
export function turnoutFindings(
  report: HourlyTurnout,
  reports: readonly HourlyTurnout[],
  hours: readonly string[],
): readonly ImplausibleTurnout[] {
  const at = hours.indexOf(report.hour);
  let isFalling = false;
  let before: HourlyTurnout | null = null;
  let lastTold: { readonly place: number; readonly listed: number } | null = null;
  for (const other of reports) {
    const place = hours.indexOf(other.hour);
    if (place === at) continue;
    isFalling ||= place < at ? other.voters > report.voters : other.voters < report.voters;
    if (place > at) continue;
    if (place === at - 1) before = other;
    if (other.listed !== null && (lastTold === null || place > lastTold.place)) {
      lastTold = { place, listed: other.listed };
    }
  }
  const listed = report.listed ?? lastTold?.listed ?? null;
  const findings: ImplausibleTurnout[] = [];
  if (isFalling) findings.push('falling');
  if (listed !== null && report.voters > listed) findings.push('above-list');
  if (before === null) return findings;
  if (listed !== null && (report.voters - before.voters) * JUMP_DIVISOR > listed) {
    findings.push('jump');
  }
  if (isOtherList(report.listed, before.listed)) findings.push('list-changed');
  return findings;
}

function isOtherList(listed: number | null, before: number | null): boolean {
  if (listed === null || before === null) return false;
  return Math.abs(listed - before) * LIST_DIVISOR > before;
}
