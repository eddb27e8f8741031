import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@ovoz/basics';
import {
  BATCH_COLUMNS,
  type BatchFileKind,
  type BatchReport,
  pinflCheckDigit,
} from '@ovoz/voter-register';
import type postgres from 'postgres';
import { loadCountryPacks } from '../src/modules/geography/public.ts';
import type { LoaderSettings } from '../src/modules/voter-register/load/load-program.ts';
import {
  runLoader,
  loaderSettings as settingsOfLoader,
} from '../src/modules/voter-register/load/start-loader.ts';
import type { TestServer } from './start-test-server.ts';

export const BATCH_DAY = '2026-11-20';

/** Cells by the names of their columns; what is left out is filled with something that is right. */
export type PersonCells = Partial<Record<(typeof BATCH_COLUMNS.persons)[number], string>>;

/** A national number that fits person number `record`, born on 2 March 1990. */
export function testNumber(record: number): string {
  const first = `3020390${String(170_000 + record).padStart(6, '0')}`;
  return `${first}${pinflCheckDigit(first)}`;
}

export function personLine(record: number, cells: PersonCells = {}): string {
  const all: Record<string, string> = {
    record_id: String(record),
    national_number: testNumber(record),
    document_number: `AA${1_000_000 + record}`,
    surname: 'Karimov',
    given: 'Aziz',
    patronymic: 'Olimovich',
    sex: 'm',
    birth_date: '1990-03-02',
    citizenship: 'UZ',
    address_id: '11',
    flat: '',
    ...cells,
  };
  return BATCH_COLUMNS.persons.map((column) => all[column]).join(',');
}

/** Addresses 11 and 12 lie in a district of Andijan, 21 in one of Bukhara. */
export const ADDRESS_LINES = [
  '11,1703202,Andijan,Navoiy,1,40.800000,72.180000,active',
  '12,1703202,Andijan,Navoiy,2A,,,active',
  '21,1706204,Bukhara,Mustaqillik,7,39.770000,64.420000,active',
];

export type TestBatch = {
  readonly register?: 'civil' | 'address';
  readonly kind?: 'full' | 'delta';
  readonly sequence?: number;
  /** Lines below the column names, by file. */
  readonly files: Readonly<Record<string, readonly string[]>>;
  /** Changes the bytes of a file after the manifest was made. */
  readonly alter?: (text: string) => string;
  readonly rows?: number;
};

/** Puts a batch where the feed leaves one that was received whole. @returns its id */
export async function stageBatch(server: TestServer, batch: TestBatch): Promise<string> {
  const { register = 'civil', kind = 'full', sequence = 1 } = batch;
  const id = randomUUID();
  const folder = join(server.platform.configuration.dataDirectory, 'register', id);
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(batch.files).map(([name, lines]) => {
    const columns = BATCH_COLUMNS[name.replace(/(-\d+)?\.csv$/, '') as BatchFileKind];
    const text = `${[columns.join(','), ...lines].join('\n')}\n`;
    writeFileSync(join(folder, name), batch.alter?.(text) ?? text);
    const bytes = Buffer.from(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, bytes: bytes.length, rows: batch.rows ?? lines.length, sha256 };
  });
  const manifest = Buffer.from(
    canonicalJson({
      format: 1,
      pack: 'uzbekistan',
      register,
      kind,
      sequence,
      previous: sequence === 1 ? null : 'a'.repeat(64),
      asOf: `${BATCH_DAY}T00:00:00.000Z`,
      files,
    }),
  );
  await insertBatch(server.owner, { id, register, kind, sequence, manifest });
  return id;
}

/** As the feed would, without the two people behind the supplier. */
async function insertBatch(
  owner: postgres.Sql,
  batch: { id: string; register: string; kind: string; sequence: number; manifest: Buffer },
): Promise<void> {
  const { id, register, kind, sequence, manifest } = batch;
  const hash = createHash('sha256').update(manifest).update(id).digest();
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`
      insert into register_batches (id, pack, register, sequence, kind, supplier, manifest, manifest_hash, signature,
        as_of, received_at, status)
      values (${id}, 'uzbekistan', ${register}, ${sequence}, ${kind}, ${randomUUID()}, ${manifest}, ${hash},
        ${Buffer.alloc(64)}, now(), now(), 'received')`;
  });
}

/** Lets a held batch go on, without the two people. */
export async function releaseStaged({ owner }: TestServer, id: string): Promise<void> {
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`
      update register_batches set status = 'received', hold_proposal_id = ${id} where id = ${id}`;
  });
}

export type EndedBatch = {
  readonly status: string;
  readonly refusal: string | null;
  readonly report: BatchReport | null;
};

/** Runs the loader to its end. @returns how the batch ended */
export async function loadStaged(server: TestServer, id: string): Promise<EndedBatch> {
  await runLoader(loaderSettings(server));
  const [row] = await server.owner<EndedBatch[]>`
    select status, refusal, report from register_batches where id = ${id}`;
  return row ?? { status: 'gone', refusal: null, report: null };
}

const packs = loadCountryPacks();

export function loaderSettings({ platform }: TestServer): LoaderSettings {
  const { configuration } = platform;
  return settingsOfLoader(configuration, packs, configuration.databaseUrl ?? '');
}

/** The addresses of `ADDRESS_LINES`, and a first full load of these people. */
export async function loadFirst(
  server: TestServer,
  persons: readonly string[],
): Promise<EndedBatch> {
  await loadStaged(
    server,
    await stageBatch(server, { register: 'address', files: { 'addresses.csv': ADDRESS_LINES } }),
  );
  return loadStaged(server, await stageBatch(server, { files: { 'persons.csv': persons } }));
}
