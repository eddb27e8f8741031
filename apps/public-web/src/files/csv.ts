/** A cell: text as it is, whole numbers, or nothing. */
export type Cell = string | number | null;

/**
 * Writes a table as CSV (RFC 4180), with the mark that makes spreadsheets read it as UTF-8.
 * Text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection).
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[header, ...rows].map(writeRow).join('')}`;
}

function writeRow(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

function writeCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
