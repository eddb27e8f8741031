import { createHash } from 'node:crypto';
import { canonicalJson, ok, present, type Result } from '@ovoz/basics';
import {
  type Commission,
  type CommissionFiles,
  type Commissions,
  type CountryPack,
  checkCommissionImport,
  type Geography,
  type ImportFinding,
  type ImportReport,
  MAX_FINDINGS,
  type Membership,
} from '@ovoz/election-model';
import { readCsv, type Unreadable } from '../../platform/csv-table.ts';
import { numberOrderKey } from '../../platform/number-order.ts';
import { foldForSearch } from '../../platform/search-text.ts';
import { checkNewMembers } from './check-rows.ts';

export type CommissionFileTexts = {
  readonly commissions?: string | undefined;
  readonly members?: string | undefined;
};

export type CommissionFilesToCheck = {
  readonly pack: CountryPack;
  readonly files: CommissionFileTexts;
  /** The current Geography as JSON. */
  readonly geography: string;
  /** Commissions and members that exist, as JSON. */
  readonly existing: string;
};

/** What is added, ready for the database. */
export type PreparedCommissions = {
  readonly counts: { readonly commissions: number; readonly members: number };
  /** SHA-256 of the canonical JSON of the commissions; lower-case hex. */
  readonly hash: string;
  /** JSON arrays as store-import.ts inserts them. */
  readonly rows: { readonly commissions: string; readonly memberships: string };
};

export type CheckedCommissions = {
  readonly report: ImportReport;
  /** Null when a row was wrong. */
  readonly prepared: PreparedCommissions | null;
};

/**
 * From the text of the files to rows that can be saved, or the report of what is wrong. Pure and slow.
 * Members that come with commissions are theirs; members alone are of commissions that exist.
 */
export function checkFiles(input: CommissionFilesToCheck): Result<CheckedCommissions, Unreadable> {
  const files = readFiles(input.files);
  if (!files.ok) return files;
  const geography = JSON.parse(input.geography) as Geography;
  const existing = JSON.parse(input.existing) as Commissions;
  const { commissions, members } = files.value;
  if (commissions === undefined && members !== undefined) {
    const added = checkNewMembers(input.pack, members, existing);
    if (added.memberships === null) return ok({ report: added.report, prepared: null });
    return ok({ report: added.report, prepared: prepare([], added.memberships, geography) });
  }
  const checked = checkCommissionImport(input.pack, geography, files.value, null);
  const report = withTakenCodes(checked.report, files.value, existing);
  if (checked.commissions === null || report.errors > 0) return ok({ report, prepared: null });
  const added = checked.commissions;
  return ok({ report, prepared: prepare(added.commissions, added.memberships, geography) });
}

function readFiles(texts: CommissionFileTexts): Result<CommissionFiles, Unreadable> {
  const files: { -readonly [Name in keyof CommissionFiles]: CommissionFiles[Name] } = {};
  for (const name of ['commissions', 'members'] as const) {
    const text = texts[name];
    if (text === undefined) continue;
    const table = readCsv(name, text);
    if (!table.ok) return table;
    files[name] = table.value;
  }
  return ok(files);
}

/** A commission is formed once: a code that exists is an error at its row. */
function withTakenCodes(
  report: ImportReport,
  { commissions }: CommissionFiles,
  existing: Commissions,
): ImportReport {
  const taken = new Set(existing.commissions.map(({ code }) => code));
  const rows = commissions?.rows.filter(({ cells }) => taken.has(cells['code'] ?? '')) ?? [];
  const findings = rows.map(
    ({ line, cells }): ImportFinding => ({
      file: 'commissions',
      line,
      field: 'code',
      code: 'duplicate-code',
      reason: `there is a commission ${cells['code']} already`,
      severity: 'error',
    }),
  );
  const wrongLines = new Set(
    report.findings
      .filter(({ file, severity }) => file === 'commissions' && severity === 'error')
      .map(({ line }) => line),
  );
  const alsoWrong = rows.filter(({ line }) => !wrongLines.has(line));
  return {
    ...report,
    rowsQuarantined: report.rowsQuarantined + alsoWrong.length,
    errors: report.errors + findings.length,
    findings: [...findings, ...report.findings].slice(0, MAX_FINDINGS),
  };
}

function prepare(
  commissions: readonly Commission[],
  memberships: readonly Membership[],
  geography: Geography,
): PreparedCommissions {
  const paths = new Map(geography.territories.map(({ code, path }) => [code, path]));
  const commissionRows = commissions.map((commission) => ({
    ...commission,
    ...searchColumns(commission),
    territoryPath: present(
      paths.get(commission.territoryCode),
      'a commission lies in a territory that was checked',
    ),
  }));
  return {
    counts: { commissions: commissions.length, members: memberships.length },
    hash: createHash('sha256').update(canonicalJson(commissions)).digest('hex'),
    rows: {
      commissions: JSON.stringify(commissionRows),
      memberships: JSON.stringify(memberships),
    },
  };
}

/** What is searched, and the key that sorts codes as people count; the code itself makes it unique. */
export function searchColumns({ code, name, address }: Commission): {
  readonly searchText: string;
  readonly sortKey: string;
} {
  return {
    searchText: foldForSearch([code, ...Object.values(name), address ?? ''].join('\n')),
    sortKey: `${numberOrderKey(code)} ${code}`,
  };
}
