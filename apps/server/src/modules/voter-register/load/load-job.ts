import type { BatchFileKind, BatchManifest, LoadStep } from '@ovoz/voter-register';
import { batchFileKind, BATCH_COLUMNS } from '@ovoz/voter-register';
import type { Transaction } from '../../../platform/database.ts';
import type { CountryRegister } from '../country-register.ts';
import type { ReadyBatch } from '../store-load-batches.ts';
import type { FileOfBatch } from './read-blocks.ts';
import { readBlocks } from './read-blocks.ts';
import { NumberSet } from './number-set.ts';
import { type Block, type Chunk, readChunk } from './read-chunk.ts';
import { type RowSettings, rowReader } from './row-settings.ts';
import { readInThreads } from './row-threads.ts';
import { type Tally, tallyChunk } from './tally.ts';
import { unrepeated } from './unrepeated.ts';

/** A day's changes are read before a thread has started. */
const FEW_ROWS = 50_000;

/** One batch that is being loaded, in one transaction. */
export type LoadJob = {
  readonly batch: ReadyBatch;
  readonly manifest: BatchManifest;
  readonly folder: string;
  readonly register: CountryRegister;
  /** `ServerKeys.register`, for the threads. */
  readonly secret: Uint8Array;
  readonly tally: Tally;
  readonly now: Date;
  readonly progress: (step: LoadStep, share: number) => Promise<void>;
};

export type InTransaction = { readonly transaction: Transaction; readonly job: LoadJob };

/** Day of the batch, ISO 8601. */
export function dayOf({ manifest }: LoadJob): string {
  return manifest.asOf.slice(0, 10);
}

export function rowsOf({ manifest }: LoadJob, kind?: BatchFileKind): number {
  return manifest.files
    .filter(({ name }) => kind === undefined || batchFileKind(name) === kind)
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** Rows of all files of a kind for COPY, checked, the first of those that stand there twice; the rest is tallied. */
export async function* readRows(
  job: LoadJob,
  rows: RowSettings['rows'],
): AsyncGenerator<Uint8Array> {
  const { register, secret, tally } = job;
  const { pack, root, rules } = register;
  const announced = rowsOf(job, rows.kind);
  const isUnique = rows.kind !== 'events';
  const seen = {
    records: new NumberSet(isUnique ? announced : 0),
    keys: new NumberSet(rows.kind === 'persons' ? announced : 0),
  };
  const settings: RowSettings = {
    register: { pack, root, rules, secret },
    asOf: dayOf(job),
    rows,
  };
  let read = 0;
  const blocks = blocksOf(job, rows.kind);
  const chunks =
    announced > FEW_ROWS ? readInThreads(blocks, settings) : readHere(blocks, settings);
  for await (const chunk of chunks) {
    const kept = unrepeated(chunk, seen);
    tallyChunk(tally, chunk, kept.setAside, rowsOf(job));
    yield* kept.rows;
    read += chunk.lines;
    await job.progress('reading', read / announced);
  }
}

async function* readHere(
  blocks: AsyncIterable<Block>,
  settings: RowSettings,
): AsyncGenerator<Chunk> {
  const reader = rowReader(settings);
  for await (const block of blocks) yield readChunk(block, reader);
}

async function* blocksOf(job: LoadJob, kind: BatchFileKind): AsyncGenerator<Block> {
  const files: FileOfBatch[] = job.manifest.files.map((file, index) => ({ ...file, index }));
  for (const file of files) {
    if (batchFileKind(file.name) !== kind) continue;
    yield* readBlocks(job.folder, file, BATCH_COLUMNS[kind]);
  }
}
