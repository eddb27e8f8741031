import type { GeographyFiles, ImportReport, ImportRow } from '@ovoz/election-model';

/** A row that was wrong, as it was sent: cells of a CSV file, or a feature of a GeoJSON file. */
export type QuarantinedRow = {
  readonly file: string;
  readonly line: number;
  readonly row: unknown;
};

/** The rows that the listed errors speak of; as many as a report lists at most. */
export function quarantinedRows(
  report: ImportReport,
  files: Pick<GeographyFiles, 'territories' | 'stations' | 'districts'>,
): readonly QuarantinedRow[] {
  const wrong = new Map<string, { readonly file: string; readonly line: number }>();
  for (const { file, line, severity } of report.findings) {
    if (severity === 'error' && line !== null) wrong.set(`${file}:${line}`, { file, line });
  }
  const sent = Object.values(files).filter((file) => file !== undefined);
  return [...wrong.values()].flatMap(({ file, line }) => {
    const source = sent.find((candidate) => candidate.file === file);
    if (source === undefined) return [];
    const row = 'rows' in source ? cellsOf(source.rows, line) : featureOf(source.json, line);
    return [{ file, line, row: row ?? null }];
  });
}

function cellsOf(rows: readonly ImportRow[], line: number): ImportRow['cells'] | undefined {
  return rows.find((row) => row.line === line)?.cells;
}

function featureOf(json: unknown, line: number): unknown {
  if (typeof json !== 'object' || json === null || !('features' in json)) return undefined;
  return Array.isArray(json.features) ? (json.features as unknown[])[line - 1] : undefined;
}
