import {
  type Commission,
  type Commissions,
  type CountryPack,
  checkCommissionImport,
  type Geography,
  type ImportFinding,
  type ImportReport,
  type ImportTable,
  MAX_FINDINGS,
  type Membership,
} from '@ovoz/election-model';
import type { Refusal } from '../../platform/problem.ts';

const NOWHERE: Geography = { territories: [], stations: [], districts: [], memberships: [] };

/** New members of commissions that exist, each by itself and together with those who are there already. */
export function checkNewMembers(
  pack: CountryPack,
  members: ImportTable,
  existing: Commissions,
): { readonly memberships: readonly Membership[] | null; readonly report: ImportReport } {
  const named = new Set(members.rows.map(({ cells }) => cells['commission_code']));
  const commissions = existing.commissions.filter(({ code }) => named.has(code));
  const before = existing.memberships.filter(({ commissionCode }) => named.has(commissionCode));
  const alone = checkCommissionImport(pack, NOWHERE, { members }, { commissions, memberships: [] });
  if (alone.commissions === null) return { memberships: null, report: alone.report };
  const { memberships } = alone.commissions;
  const together = checkCommissionImport(
    pack,
    NOWHERE,
    {},
    { commissions, memberships: [...before, ...memberships] },
  );
  return {
    memberships: together.commissions === null ? null : memberships,
    report: joinReports(alone.report, together.report),
  };
}

/** How many members there are is told of all together, not of the new ones alone. */
function joinReports(alone: ImportReport, together: ImportReport): ImportReport {
  const others = alone.findings.filter(({ code }) => code !== 'member-count');
  return {
    ...alone,
    errors: together.errors,
    warnings: together.warnings + others.length,
    findings: [...together.findings, ...others].slice(0, MAX_FINDINGS),
  };
}

/** One commission that a person typed, by the rules of the files. `places` holds what it names and exists. */
export function checkCommission(
  pack: CountryPack,
  commission: Commission,
  places: Geography,
): Refusal | null {
  const { name } = commission;
  const cells = {
    code: commission.code,
    kind: commission.kind,
    name_en: name.en,
    name_local: name[pack.languages[0]?.tag ?? 'en'] ?? name.en,
    name_ru: name['ru'] ?? '',
    territory_code: commission.territoryCode,
    district_set: commission.districtSet ?? '',
    district_code: commission.districtCode ?? '',
    station_number: commission.stationNumber ?? '',
    address: commission.address ?? '',
    phone: commission.phone ?? '',
    formed_on: commission.formedOn,
    ends_on: commission.endsOn ?? '',
    generated: String(commission.generated),
  };
  const commissions = { file: 'body', rows: [{ line: 1, cells }] };
  return refusalOf(checkCommissionImport(pack, places, { commissions }, null).report);
}

/** One member that a person typed, by the rules of the files. */
export function checkMember(
  pack: CountryPack,
  member: Membership,
  existing: Commissions,
): Refusal | null {
  const cells = {
    commission_code: member.commissionCode,
    name: member.name,
    office: member.office,
    nominated_by: member.nominatedBy ?? '',
    from: member.from,
    until: member.until ?? '',
    generated: String(member.generated),
  };
  const members = { file: 'body', rows: [{ line: 1, cells }] };
  return refusalOf(checkNewMembers(pack, members, existing).report);
}

/** Findings that have a code of their own among the refusals. */
const CODES: Readonly<Record<string, Refusal['code']>> = {
  'date-order': 'dates-out-of-order',
  'impossible-date': 'date-impossible',
  'outside-term': 'date-impossible',
  'office-taken': 'seat-taken',
  'member-twice': 'seat-taken',
};

function refusalOf({ findings }: ImportReport): Refusal | null {
  const wrong = findings.filter(({ severity }) => severity === 'error');
  const [first] = wrong;
  if (first === undefined) return null;
  return {
    code: CODES[first.code] ?? 'invalid-input',
    detail: first.reason,
    errors: wrong.map((finding) => ({ field: fieldOf(finding), reason: finding.reason })),
  };
}

/** `formed_on` of a file is `formedOn` of a body; the name is one field there. */
function fieldOf({ field }: ImportFinding): string {
  if (field === null) return 'body';
  if (field.startsWith('name_')) return 'body/name';
  return `body/${field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())}`;
}
