import type { Commission, Membership } from './commission.ts';
import { COMMISSION_COLUMNS, MAX_COMMISSIONS, readCommission } from './commission-rows.ts';
import type { CountryPack } from './country-pack.ts';
import type { Geography } from './geography.ts';
import { collectFindings, type FindingCollector } from './import-findings.ts';
import type { ImportReport } from './import-report.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { checkMemberships } from './membership-check.ts';
import { readMemberships } from './membership-rows.ts';
import { RowReader } from './row-reader.ts';

/** The files of one import. What is not there stays as it is in the base. */
export type CommissionFiles = {
  readonly commissions?: ImportTable | undefined;
  readonly members?: ImportTable | undefined;
};

export type Commissions = {
  readonly commissions: readonly Commission[];
  readonly memberships: readonly Membership[];
};

export type CommissionPack = Pick<CountryPack, 'code' | 'languages' | 'commissionKinds'>;

/**
 * Checks an import of commissions and their members against the geography and joins it with what there
 * is. All or nothing: with any error the result is null, and the report says what to mend.
 */
export function checkCommissionImport(
  pack: CommissionPack,
  geography: Geography,
  files: CommissionFiles,
  base: Commissions | null,
): { readonly commissions: Commissions | null; readonly report: ImportReport } {
  const findings = collectFindings();
  const commissions =
    files.commissions === undefined
      ? (base?.commissions ?? [])
      : readCommissions(pack, geography, files.commissions, findings);
  const rows = files.commissions?.rows ?? [];
  // A commission whose row was left out is known all the same: its own fault is told at its row.
  const codes = new Set([
    ...commissions.map((commission) => commission.code),
    ...rows.map((row) => row.cells['code'] ?? ''),
  ]);
  const members =
    files.members === undefined
      ? (base?.memberships ?? []).map((membership) => ({ membership, line: null }))
      : readMemberships(codes, files.members, findings);
  const file = files.members?.file ?? 'members';
  checkMemberships(pack, commissions, codes, members, file, findings);
  const memberships = members.map(({ membership }) => membership);
  const rowsRead = rows.length + (files.members?.rows.length ?? 0);
  return {
    commissions: findings.errors() > 0 ? null : { commissions, memberships },
    report: findings.report(rowsRead),
  };
}

function readCommissions(
  pack: CommissionPack,
  geography: Geography,
  table: ImportTable,
  findings: FindingCollector,
): readonly Commission[] {
  if (!checkTable(table, COMMISSION_COLUMNS, MAX_COMMISSIONS, findings)) return [];
  const codesOf = {
    levels: new Map(geography.territories.map((one) => [one.code, one.level])),
    stations: new Map(geography.stations.map((one) => [one.number, one.territoryCode])),
    districts: new Set(geography.districts.map((one) => `${one.set}/${one.code}`)),
  };
  const lines = new Map<string, number>();
  const commissions: Commission[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const commission = readCommission(pack, codesOf, reader);
    const earlier = lines.get(commission.code);
    if (earlier !== undefined && commission.code !== '') {
      reader.fail('duplicate-code', 'code', `${commission.code} stands in line ${earlier} already`);
    }
    lines.set(commission.code, earlier ?? row.line);
    if (!reader.failed) commissions.push(commission);
  }
  return commissions;
}
