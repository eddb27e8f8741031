import type { Membership } from './commission.ts';
import type { FindingCollector } from './import-findings.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { RowReader } from './row-reader.ts';

export const MEMBER_COLUMNS = [
  'commission_code',
  'name',
  'office',
  'nominated_by',
  'from',
  'until',
  'generated',
] as const;

/** Several times the members of all commissions of the largest country in the region. */
export const MAX_MEMBERS = 500_000;

/** A membership with its line, which is null when it was kept from before. */
export type MembershipRow = { readonly membership: Membership; readonly line: number | null };

/** Reads the members file. Wrong rows are findings and are left out. */
export function readMemberships(
  commissionCodes: ReadonlySet<string>,
  table: ImportTable,
  findings: FindingCollector,
): readonly MembershipRow[] {
  if (!checkTable(table, MEMBER_COLUMNS, MAX_MEMBERS, findings)) return [];
  const rows: MembershipRow[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const membership: Membership = {
      commissionCode: reader.line('commission_code', 80),
      name: reader.line('name'),
      office: reader.oneOf('office', ['chair', 'deputy-chair', 'secretary', 'member']),
      nominatedBy: reader.optionalLine('nominated_by'),
      from: reader.day('from'),
      until: reader.optionalDay('until'),
      generated: reader.flag('generated'),
    };
    const { commissionCode, from, until } = membership;
    if (commissionCode !== '' && !commissionCodes.has(commissionCode)) {
      reader.fail('unknown-commission', 'commission_code', `there is no ${commissionCode}`);
    }
    if (until !== null && until < from) {
      reader.fail('date-order', 'until', `from ${from} until ${until}`);
    }
    if (!reader.failed) rows.push({ membership, line: row.line });
  }
  return rows;
}
