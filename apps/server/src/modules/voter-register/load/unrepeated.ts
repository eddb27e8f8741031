import type { NumberSet } from './number-set.ts';
import type { Chunk, SetAside } from './read-chunk.ts';

/** What a batch has named so far. */
export type Seen = { readonly records: NumberSet; readonly keys: NumberSet };

const HIGH = 2 ** 32;

/**
 * Rows of a chunk without those whose record or national number stood in the batch before: the first one counts,
 * since files and lines have an order that the supplier signed.
 */
export function unrepeated(
  chunk: Chunk,
  seen: Seen,
): {
  readonly rows: readonly Uint8Array[];
  readonly count: number;
  readonly setAside: readonly SetAside[];
} {
  const parts: Uint8Array[] = [];
  const setAside: SetAside[] = [];
  let [from, end] = [0, 0];
  for (let index = 0; index < chunk.ends.length; index += 1) {
    const start = end;
    end = chunk.ends[index] ?? 0;
    const fault = faultOf(chunk, index, seen);
    if (fault === null) continue;
    setAside.push({ ...placeOf(chunk, index), ...fault });
    parts.push(chunk.rows.subarray(from, start));
    from = end;
  }
  parts.push(chunk.rows.subarray(from));
  return {
    rows: parts.filter(({ length }) => length > 0),
    count: chunk.ends.length - setAside.length,
    setAside,
  };
}

function faultOf(
  { records, keys }: Chunk,
  index: number,
  seen: Seen,
): Pick<SetAside, 'reason' | 'field'> | null {
  const record = records[index] ?? 0;
  if (record !== 0 && !seen.records.add(Math.floor(record / HIGH), record % HIGH)) {
    return { reason: 'record-repeated', field: null };
  }
  const [high, low] = [keys[2 * index] ?? 0, keys[2 * index + 1] ?? 0];
  const isNew = (high === 0 && low === 0) || seen.keys.add(high, low);
  return isNew ? null : { reason: 'national-number-repeated', field: 'national_number' };
}

function placeOf({ block, places, records }: Chunk, index: number) {
  const [line = 0, start = 0, end = 0] = places.subarray(3 * index, 3 * index + 3);
  return {
    file: block.file,
    line: block.firstLine + line,
    offset: block.offset + start,
    size: end - start,
    record: records[index] || null,
  };
}
