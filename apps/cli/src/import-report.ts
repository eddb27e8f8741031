import type { ImportReport } from '@ovoz/election-model';
import { styled, table } from './terminal.ts';

/** A terminal's worth; with --json all of them come. */
const MAX_SHOWN = 50;

/** What an import found, as people read it: first the rows to mend, then the totals. */
export function reportLines(report: ImportReport): readonly string[] {
  const shown = report.findings.slice(0, MAX_SHOWN);
  const rows = shown.map(({ severity, file, line, field, code, reason }) => [
    severity,
    file,
    line === null ? '' : String(line),
    field ?? '',
    `${reason} (${code})`,
  ]);
  const more = report.errors + report.warnings - shown.length;
  return [
    ...(rows.length === 0 ? [] : [...table(['', 'file', 'line', 'field', 'reason'], rows), '']),
    ...(more > 0 ? [`${more} more; with --json the first thousand are listed.`] : []),
    `${report.rowsRead} rows read, ${report.rowsQuarantined} wrong; ${report.errors} errors, ${report.warnings} warnings.`,
  ];
}

export function refusedLines(report: ImportReport): readonly string[] {
  return [
    ...reportLines(report),
    styled('red', 'Nothing was applied. Mend the files and import them again.'),
  ];
}
