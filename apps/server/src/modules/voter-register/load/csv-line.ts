/**
 * Cells of a line of CSV (RFC 4180). Lines are split before: no cell of a register has a line break, so a quotation
 * mark that is never closed spoils one line and not the rest of the file. Null when the quotes do not fit.
 */
export function cellsOfLine(line: string): readonly string[] | null {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = pattern.exec(line);
    if (match === null) return null;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') return cells;
  }
}
