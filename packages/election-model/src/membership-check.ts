import type { Commission, CommissionOffice } from './commission.ts';
import type { CommissionPack } from './commission-import.ts';
import type { FindingCollector, ImportFindingCode } from './import-findings.ts';
import type { MembershipRow } from './membership-rows.ts';

/** Offices that one person holds at a time. */
const SINGLE_OFFICES: readonly CommissionOffice[] = ['chair', 'secretary'];

/**
 * Checks members against their commissions: terms within the term of the commission, one chair and one
 * secretary at a time, nobody twice at a time, and (a warning) as many members as the law asks for.
 * The last day of a term still belongs to it: who follows on that day overlaps.
 */
export function checkMemberships(
  pack: CommissionPack,
  commissions: readonly Commission[],
  knownCodes: ReadonlySet<string>,
  rows: readonly MembershipRow[],
  file: string,
  findings: FindingCollector,
): void {
  const byCommission = Map.groupBy(rows, (row) => row.membership.commissionCode);
  for (const commission of commissions) {
    const own = byCommission.get(commission.code) ?? [];
    byCommission.delete(commission.code);
    const note = (code: ImportFindingCode, line: number | null, field: string, reason: string) =>
      findings.add(code, { file, line, field }, reason);
    for (const row of own) checkTerm(commission, row, note);
    checkOverlaps(own, note);
    checkNumber(pack, commission, own, note);
  }
  for (const [code, [row]] of byCommission) {
    // New rows were told when they were read; what is left was kept from before.
    if (knownCodes.has(code) || row === undefined) continue;
    const reason = `${row.membership.name}, kept from before, is in ${code}, which is gone`;
    findings.add('unknown-commission', { file, line: null, field: 'commission_code' }, reason);
  }
}

type Note = (code: ImportFindingCode, line: number | null, field: string, reason: string) => void;

function checkTerm(commission: Commission, { membership, line }: MembershipRow, note: Note): void {
  const { from, until, name } = membership;
  const { code, formedOn, endsOn } = commission;
  if (from < formedOn) {
    note('outside-term', line, 'from', `${name}: from ${from}; ${code} was formed on ${formedOn}`);
  }
  const last = until ?? from;
  if (endsOn !== null && last > endsOn) {
    note('outside-term', line, 'until', `${name}: until ${last}; ${code} ends on ${endsOn}`);
  }
}

/** Days compare as text; no end is later than every day. */
const NO_END = '9999-12-31';

/** Sorted by the first day, only neighbours in time can overlap the one that lasts longest. */
function checkOverlaps(rows: readonly MembershipRow[], note: Note): void {
  const inOrder = rows.toSorted((a, b) => compareDays(a.membership.from, b.membership.from));
  const latest = new Map<string, { readonly name: string; readonly until: string }>();
  for (const { membership, line } of inOrder) {
    const { name, office, from } = membership;
    const until = membership.until ?? NO_END;
    const seats = SINGLE_OFFICES.includes(office) ? [`name ${name}`, office] : [`name ${name}`];
    for (const seat of seats) {
      const earlier = latest.get(seat);
      if (earlier !== undefined && earlier.until >= from) {
        const isOffice = seat === office;
        const reason = isOffice
          ? `${name} is ${office} from ${from}; ${earlier.name} is until ${earlier.until}`
          : `${name} is a member until ${earlier.until} and again from ${from}`;
        note(
          isOffice ? 'office-taken' : 'member-twice',
          line,
          isOffice ? 'office' : 'name',
          reason,
        );
      }
      if (earlier === undefined || earlier.until < until) latest.set(seat, { name, until });
    }
  }
}

/** The members at the busiest moment are as many as the law asks for. */
function checkNumber(
  pack: CommissionPack,
  commission: Commission,
  rows: readonly MembershipRow[],
  note: Note,
): void {
  const limits = pack.commissionKinds.find((kind) => kind.code === commission.kind)?.members;
  if (limits === undefined) return;
  const { minimum, maximum } = limits;
  const most = mostAtOnce(rows);
  if (most >= minimum && most <= maximum) return;
  const reason = `${commission.code} has ${most} members; the law asks for ${minimum} to ${maximum}`;
  note('member-count', null, 'commission_code', reason);
}

/** The largest number of members that serve on one day; first and last days are days of service. */
function mostAtOnce(rows: readonly MembershipRow[]): number {
  const first = rows.map(({ membership }) => membership.from).toSorted(compareDays);
  const last = rows.map(({ membership }) => membership.until ?? NO_END).toSorted(compareDays);
  let most = 0;
  let gone = 0;
  for (const [index, day] of first.entries()) {
    while ((last[gone] ?? NO_END) < day) gone += 1;
    most = Math.max(most, index + 1 - gone);
  }
  return most;
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
