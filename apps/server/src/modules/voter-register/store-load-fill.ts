import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Transaction } from '../../platform/database.ts';
import type { TerritoryPath } from '@ovoz/election-model';
import { type AddressPlaces, addressPlaces } from './load/address-places.ts';
import { COPY_END, COPY_START } from './load/copy-rows.ts';

/** Tables that a load writes: the registers, and what waits beside them. */
export type LoadTable =
  | 'voters'
  | 'addresses'
  | 'incoming_voters'
  | 'incoming_events'
  | 'incoming_addresses';

/** Index builds of a nation sort in memory. */
const INDEX_MEMORY = '512MB';
const QUERY_MEMORY = '128MB';

/** A load may take minutes; its queries read much and are few. */
export async function prepareForLoad(transaction: Transaction): Promise<void> {
  await transaction`
    select set_config('statement_timeout', '0', true), set_config('work_mem', ${QUERY_MEMORY}, true),
      set_config('maintenance_work_mem', ${INDEX_MEMORY}, true)`;
  // Nobody else changes a voter meanwhile; reading goes on.
  await transaction`lock table voters, addresses in share row exclusive mode`;
}

export async function isEmptyTable(
  transaction: Transaction,
  table: 'voters' | 'addresses',
): Promise<boolean> {
  return (await transaction`select from ${transaction(table)} limit 1`).length === 0;
}

/** Writes rows in the binary format of COPY as they come. @param isNew the table was emptied in this transaction */
export async function copyInto(
  transaction: Transaction,
  table: LoadTable,
  columns: readonly string[],
  rows: AsyncIterable<Uint8Array>,
  isNew = false,
): Promise<void> {
  const options = isNew ? transaction`(format binary, freeze)` : transaction`(format binary)`;
  const target = await transaction`
    copy ${transaction(table)} (${transaction([...columns])}) from stdin ${options}`.writable();
  await pipeline(Readable.from(framed(rows)), target);
}

async function* framed(rows: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield COPY_START;
  yield* rows;
  yield COPY_END;
}

/**
 * Runs `fill` on the emptied table without its indexes, and makes them again: sorting twenty million rows once takes a
 * fraction of inserting them one by one. Readers wait until the end, but there is nothing to read yet.
 */
export async function fillWithoutIndexes(
  transaction: Transaction,
  table: 'voters' | 'addresses',
  fill: () => Promise<void>,
  indexed: (share: number) => Promise<void>,
): Promise<void> {
  const indexes = await transaction<{ name: string; definition: string; isConstraint: boolean }[]>`
    select i.relname as name, contype is not null as "isConstraint",
      coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(indexrelid)) as definition
    from pg_index join pg_class i on i.oid = indexrelid
      left join pg_constraint c on conindid = indexrelid and conrelid = indrelid and contype in ('p', 'u')
    where indrelid = ${table}::regclass order by i.relname`;
  await transaction`truncate ${transaction(table)}`;
  for (const { name, isConstraint } of indexes) {
    await (isConstraint
      ? transaction`alter table ${transaction(table)} drop constraint ${transaction(name)}`
      : transaction`drop index ${transaction(name)}`);
  }
  await fill();
  for (const [index, { name, definition, isConstraint }] of indexes.entries()) {
    await indexed(index / indexes.length);
    // The definition is PostgreSQL's own.
    await transaction.unsafe(
      isConstraint ? `alter table ${table} add constraint ${name} ${definition}` : definition,
    );
  }
  await transaction`analyze ${transaction(table)}`;
}

/** Where every address lies, in memory that threads share. */
export async function readAddressPlaces(transaction: Transaction): Promise<AddressPlaces> {
  const paths = await transaction<{ path: TerritoryPath; count: number }[]>`
    select territory_path as path, count(*)::float8 as count from addresses group by 1 order by 1`;
  const count = paths.reduce((sum, path) => sum + path.count, 0);
  const places = addressPlaces(
    paths.map(({ path }) => path),
    count,
  );
  await transaction`
    create temp table address_territories on commit drop as
    select path, number - 1 as number
    from unnest(${paths.map(({ path }) => path)}::text[]) with ordinality as t (path, number)`;
  const lines = await transaction`
    copy (select id, number from addresses join address_territories on path = territory_path order by id)
    to stdout`.readable();
  let index = 0;
  let [number, id] = [0, 0];
  for await (const bytes of lines as AsyncIterable<Buffer>) {
    for (const byte of bytes) {
      if (byte === TAB) {
        id = number;
        number = 0;
      } else if (byte === NEWLINE) {
        places.ids[index] = id;
        places.places[index] = number;
        index += 1;
        number = 0;
      } else number = 10 * number + byte - ZERO;
    }
  }
  return places;
}

const [TAB, NEWLINE, ZERO] = [9, 10, 48];
