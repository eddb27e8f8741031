import { type ImportFinding, type ImportReport, MAX_FINDINGS } from './import-report.ts';

/** What an import can find, with what it means to the person who made the file. Codes are public and stable. */
export const IMPORT_FINDINGS = {
  'abroad-station-elsewhere':
    'A station abroad belongs to the territory that the country pack names for it.',
  'bad-format': 'The text does not have the form that this field asks for.',
  'bad-geojson': 'The file or the feature is not GeoJSON of the kind that is expected (RFC 7946).',
  'closes-before-opens': 'The station closes at or before the time at which it opens.',
  'control-character':
    'The text holds a control, zero-width or direction-changing character or a line break.',
  'date-order': 'The first day comes after the last.',
  'district-count-differs':
    'The set has another number of districts or seats than the law gives it.',
  'duplicate-code': 'The code was used by an earlier row.',
  'duplicate-number': 'The number was used by an earlier row.',
  'empty-field': 'The field must not be empty.',
  'empty-file': 'The file has no rows.',
  'formula-cell':
    'The text begins with a character that makes spreadsheets run it as a formula (= + - @).',
  'host-country-mismatch': 'A station abroad names its host country, and no other station does.',
  'impossible-coordinates':
    'The place is not on Earth, or it is the point 0, 0 that stands for a missing value.',
  'impossible-date': 'The calendar has no such day.',
  'level-mismatch': 'The level is not one below that of the parent.',
  'missing-column': 'The file lacks a column that this import needs.',
  'list-mismatch':
    'A list has one party and one number on its ballot, in every row of its candidates.',
  'member-count': 'The commission has fewer or more members than the law asks for.',
  'member-twice': 'The person is a member of the commission twice at the same time.',
  'mixed-script': 'A word mixes letters of several alphabets, which often look alike.',
  'no-geography': 'The file needs territories, and there are none yet.',
  'not-a-number': 'The text is not a number in plain digits.',
  'not-normalised': 'The text is not in Unicode normalization form C.',
  'office-taken': 'A commission has one chair and one secretary at a time.',
  'out-of-range': 'The number is smaller or larger than the field allows.',
  'outside-term': 'The membership goes beyond the term of the commission.',
  'outside-territory': 'The point lies outside the outline of its territory.',
  'parent-not-found': 'The parent is not among the territories.',
  'range-overlap':
    'Another row gives houses of this street to another station: nobody could say which is right.',
  'ring-not-closed': 'A ring of the outline does not end where it began, or has under four points.',
  'station-elsewhere': 'The station lies in another territory.',
  'station-in-other-territory':
    'The station lies in another territory than the addresses that it gets.',
  'station-without-district': 'The station belongs to no district of a set of the country.',
  'stray-space': 'The text begins or ends with a space.',
  'territory-cycle': 'The territory is above itself.',
  'too-long': 'The text is longer than the field allows.',
  'too-many-rows': 'The file has more rows than the system holds.',
  'unexpected-field': 'The field must be empty here.',
  'unknown-column': 'The file has a column that this import does not know.',
  'unknown-commission': 'There is no such commission.',
  'unknown-commission-kind': 'The country pack has no such kind of commission.',
  'unknown-contest': 'The election has no such contest.',
  'unknown-district': 'There is no such district.',
  'unknown-district-set': 'The country pack has no such set of districts.',
  'unknown-language': 'The country pack has no such language.',
  'unknown-party': 'There is no such party or coalition.',
  'unknown-station': 'There is no such polling station.',
  'unknown-territory': 'There is no such territory.',
  'unknown-time-zone': 'The time zone is not in the IANA database.',
  'unknown-value': 'The text is not among the values that the field allows.',
  'wrong-root': 'The territory without a parent is not the country of the pack.',
} as const;

export type ImportFindingCode = keyof typeof IMPORT_FINDINGS;

/** Findings that leave the rows usable: a person should look, the import may go on. */
const WARNINGS: ReadonlySet<ImportFindingCode> = new Set([
  'district-count-differs',
  'member-count',
  'mixed-script',
  'outside-territory',
  'station-in-other-territory',
]);

/** Where a finding stands: file, line (null for the whole file), field. */
export type FindingPlace = {
  readonly file: string;
  readonly line: number | null;
  readonly field: string | null;
};

/** Collects findings while an import runs. Counts all, keeps as many as a report may list. */
export type FindingCollector = {
  /** Notes a finding. `reason` is a sentence with the offending value; cut to what a report holds. */
  add(code: ImportFindingCode, place: FindingPlace, reason: string): void;
  errors(): number;
  /** The report: errors first, then warnings, each in the order found. */
  report(rowsRead: number): ImportReport;
};

const MAX_REASON = 500;
const MAX_FIELD = 60;
const MAX_FILE = 40;

export function collectFindings(): FindingCollector {
  const listed: Record<ImportFinding['severity'], ImportFinding[]> = { error: [], warning: [] };
  const counts = { error: 0, warning: 0 };
  const quarantined = new Set<string>();
  return {
    add(code, { file, line, field }, reason) {
      const severity = WARNINGS.has(code) ? 'warning' : 'error';
      counts[severity] += 1;
      if (severity === 'error' && line !== null) quarantined.add(`${file}:${line}`);
      if (listed[severity].length >= MAX_FINDINGS) return;
      listed[severity].push({
        file: file.slice(0, MAX_FILE),
        line,
        field: field === null ? null : printable(field, MAX_FIELD),
        code,
        reason: printable(reason, MAX_REASON),
        severity,
      });
    },
    errors: () => counts.error,
    report: (rowsRead) => ({
      rowsRead,
      rowsQuarantined: quarantined.size,
      errors: counts.error,
      warnings: counts.warning,
      findings: [...listed.error, ...listed.warning].slice(0, MAX_FINDINGS),
    }),
  };
}

/** Reasons quote what was in the file, so what cannot be printed is shown as a box. */
function printable(text: string, maxLength: number): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '□');
  return clean.length <= maxLength ? clean : `${clean.slice(0, maxLength - 1)}…`;
}
