/** Rows and columns of one file: an electoral district has some hundred stations, a territory too. */
const MAX_ROWS = 100_000;
const MAX_COLUMNS = 5000;

/**
 * The cells of a table by RFC 4180, after an optional byte order mark: commas, lines that end with CR LF, quotes
 * doubled inside of quotes. Returns a sentence when it is no such table.
 */
export function readCsv(text: string): readonly (readonly string[])[] | string {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const cell = readCell(text, at);
    if (cell === null) return 'A quoted cell does not end.';
    row.push(cell.value);
    if (row.length > MAX_COLUMNS) return `A row has more than ${MAX_COLUMNS} cells.`;
    at = cell.end;
    if (text[at] === ',') {
      at += 1;
      if (at === text.length) row.push('');
      else continue;
    } else if (text.startsWith('\r\n', at)) at += 2;
    else if (at < text.length)
      return 'A cell is followed by something else than a comma or a line end.';
    rows.push(row);
    if (rows.length > MAX_ROWS) return `There are more than ${MAX_ROWS} rows.`;
    row = [];
  }
  const width = rows[0]?.length ?? 0;
  return rows.every((one) => one.length === width)
    ? rows
    : 'The rows differ in their number of cells.';
}

/** A cell without quotes; it matches everywhere, if only the empty text. */
const PLAIN = /[^,"\r\n]*/y;

function readCell(text: string, from: number): { value: string; end: number } | null {
  if (text[from] !== '"') {
    PLAIN.lastIndex = from;
    PLAIN.test(text);
    return { value: text.slice(from, PLAIN.lastIndex), end: PLAIN.lastIndex };
  }
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}
