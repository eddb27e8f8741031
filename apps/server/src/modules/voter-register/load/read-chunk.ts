import type { QualityFinding, QuarantineReason } from '@ovoz/voter-register';
import { CopyRows } from './copy-rows.ts';
import { cellsOfLine } from './csv-line.ts';

const [NEWLINE, RETURN] = [10, 13];

/** Whole lines of a file. */
export type Block = {
  /** Index of the file in the manifest. */
  readonly file: number;
  /** Number of the first line in its file; the line of column names is 1. */
  readonly firstLine: number;
  /** Where the first line begins in the file, in bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** What a reader of rows says of one: it was written, or why it was not. */
export type RowOutcome =
  | ({ readonly taken: true } & RowIdentity)
  | { readonly taken: false; readonly reason: QuarantineReason; readonly field: string | null };

/** What may occur only once in a batch, as numbers of 64 bits in two halves; 0, 0: nothing. */
export type RowIdentity = {
  readonly record: number;
  readonly keyHigh: number;
  readonly keyLow: number;
};

/** Where a row stands in its file, for the few that turn out wrong only beside the others. */
export type RowPlace = {
  readonly file: number;
  readonly line: number;
  readonly offset: number;
  readonly size: number;
};

/** Checks the cells of a row and then writes it, whole or not at all. */
export type RowReader = {
  readonly columns: readonly string[];
  readonly read: (
    cells: readonly string[],
    place: RowPlace,
    rows: CopyRows,
    note: (finding: QualityFinding) => void,
  ) => RowOutcome;
};

export type SetAside = RowPlace & {
  readonly reason: QuarantineReason;
  readonly field: string | null;
  readonly record: number | null;
};

/** A block, read: rows for COPY with what has to be unique, and what was set aside. */
export type Chunk = {
  readonly block: Block;
  readonly lines: number;
  readonly rows: Uint8Array<ArrayBuffer>;
  /** Where each row ends in `rows`. */
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly records: Float64Array<ArrayBuffer>;
  /** Two halves for each row. */
  readonly keys: Uint32Array<ArrayBuffer>;
  /** Line (from the first of the block) of each row, and where it begins and ends in the block. */
  readonly places: Uint32Array<ArrayBuffer>;
  readonly setAside: readonly SetAside[];
  readonly findings: Readonly<Partial<Record<QualityFinding, number>>>;
};

/** Reads every line of a block. */
export function readChunk(block: Block, reader: RowReader): Chunk {
  const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.length);
  const rows = new CopyRows();
  const ends: number[] = [];
  const records: number[] = [];
  const keys: number[] = [];
  const places: number[] = [];
  const setAside: SetAside[] = [];
  const findings: Partial<Record<QualityFinding, number>> = {};
  const note = (finding: QualityFinding) => {
    findings[finding] = (findings[finding] ?? 0) + 1;
  };
  let lines = 0;
  for (let start = 0; start < bytes.length; lines += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const next = newline === -1 ? bytes.length : newline + 1;
    const end = endOfLine(bytes, start, newline === -1 ? bytes.length : newline);
    const place = {
      file: block.file,
      line: block.firstLine + lines,
      offset: block.offset + start,
      size: end - start,
    };
    const cells = cellsOfLine(bytes.toString('utf8', start, end));
    const outcome = readRow(cells, reader, place, rows, note);
    if (outcome.taken) {
      ends.push(rows.length);
      records.push(outcome.record);
      keys.push(outcome.keyHigh, outcome.keyLow);
      places.push(lines, start, end);
    } else {
      const { reason, field } = outcome;
      setAside.push({ ...place, reason, field, record: recordOf(cells) });
    }
    start = next;
  }
  return {
    block,
    lines,
    rows: rows.take(),
    ends: new Uint32Array(ends),
    records: new Float64Array(records),
    keys: new Uint32Array(keys),
    places: new Uint32Array(places),
    setAside,
    findings,
  };
}

function readRow(
  cells: readonly string[] | null,
  reader: RowReader,
  place: RowPlace,
  rows: CopyRows,
  note: (finding: QualityFinding) => void,
): RowOutcome {
  if (cells?.length !== reader.columns.length) {
    return { taken: false, reason: 'columns-wrong', field: null };
  }
  return reader.read(cells, place, rows, note);
}

function endOfLine(bytes: Buffer, start: number, end: number): number {
  return end > start && bytes[end - 1] === RETURN ? end - 1 : end;
}

/** The number of the record that a wrong line is about, when it can be read. */
function recordOf(cells: readonly string[] | null): number | null {
  const [first = ''] = cells ?? [];
  return /^[1-9]\d{0,14}$/.test(first) ? Number(first) : null;
}
