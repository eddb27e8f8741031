import { chmodSync, rmSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

export type Limits = {
  readonly threads: number;
  readonly memoryMb: number;
  /** Where DuckDB puts what does not fit; null for tests in memory. */
  readonly temporary: string | null;
  /** Whether a file that is there is thrown away. */
  readonly anew: boolean;
};

/** One connection to DuckDB, the way this engine needs it. */
export type Matching = {
  readonly run: (sql: string) => Promise<void>;
  readonly rows: (sql: string) => Promise<readonly Record<string, unknown>[]>;
  readonly connection: DuckDBConnection;
  readonly close: () => void;
};

const PRIVATE_FILE = 0o600;

/** Opens the file, making it when there is none; only this account may read it. `:memory:` is for tests. */
export async function openMatching(path: string, limits: Limits): Promise<Matching> {
  if (limits.anew) for (const file of [path, `${path}.wal`]) rmSync(file, { force: true });
  const instance = await DuckDBInstance.create(path, {
    threads: String(limits.threads),
    memory_limit: `${limits.memoryMb}MB`,
    preserve_insertion_order: 'false',
    // Nothing is fetched or loaded at run time.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(limits.temporary !== null && { temp_directory: limits.temporary }),
  });
  if (path !== ':memory:') chmodSync(path, PRIVATE_FILE);
  const connection = await instance.connect();
  return {
    connection,
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
