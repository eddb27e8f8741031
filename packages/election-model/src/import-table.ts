import type { FindingCollector } from './import-findings.ts';

/** A row of a CSV file after parsing: its line (the header is line 1) and its cells by column name. */
export type ImportRow = {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
};

/**
 * A parsed CSV file. Parsing text into rows happens outside this package.
 * `columns` is the header; without it the columns are those of the rows.
 */
export type ImportTable = {
  readonly file: string;
  readonly rows: readonly ImportRow[];
  readonly columns?: readonly string[];
};

/** A parsed JSON file that should be GeoJSON. `line` in its findings is the number of the feature, from 1. */
export type GeoJsonFile = { readonly file: string; readonly json: unknown };

/**
 * Checks the header and the number of rows. False when the rows cannot be read at all.
 * A file may leave the `optional` columns out: it is as if all their cells were empty.
 */
export function checkTable(
  table: ImportTable,
  columns: readonly string[],
  maxRows: number,
  findings: FindingCollector,
  optional: readonly string[] = [],
): boolean {
  const whole = { file: table.file, line: null, field: null };
  const before = findings.errors();
  const present = new Set(table.columns ?? table.rows.flatMap((row) => Object.keys(row.cells)));
  for (const column of present) {
    if (columns.includes(column) || optional.includes(column)) continue;
    findings.add(
      'unknown-column',
      { ...whole, field: column },
      `the column "${column}" is not known`,
    );
  }
  if (table.rows.length === 0) findings.add('empty-file', whole, 'the file has no rows');
  for (const column of columns) {
    if (present.has(column) || table.rows.length === 0) continue;
    findings.add('missing-column', { ...whole, field: column }, `the column ${column} is missing`);
  }
  if (table.rows.length > maxRows) {
    const reason = `${table.rows.length} rows; the most is ${maxRows}`;
    findings.add('too-many-rows', whole, reason);
  }
  return findings.errors() === before;
}
