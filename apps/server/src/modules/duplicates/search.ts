import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type MatchingSetup, registerSetup } from '@ovoz/voter-register';
import type { Database } from '../../platform/database.ts';
import type { CountryRegister } from '../voter-register/public.ts';
import { type Matching, openMatching } from './engine/matching-database.ts';
import type { NormaliseSettings } from './engine/normalise-lines.ts';
import { type RunStep, saveProgress } from './store-runs.ts';

/** What a search works with. */
export type Search = {
  readonly runId: string;
  /** As owner of the database: nobody else may read the whole register. */
  readonly database: Database;
  readonly register: CountryRegister;
  /** `ServerKeys.register` */
  readonly secret: Uint8Array;
  /** Secret, outside of the backup; what is in it can be made anew at any time. */
  readonly folder: string;
  readonly now: () => Date;
  readonly stop: AbortSignal;
};

export type OnProgress = (step: RunStep, share: number) => Promise<void>;

/** Memory for a nation of twenty million; DuckDB puts what does not fit beside the file. */
const MEMORY_MB = 4500;
const MAX_THREADS = 8;
const PROGRESS_EVERY_MS = 1000;

export function setupOf({ rules }: CountryRegister): MatchingSetup {
  return registerSetup(rules.nameProfile);
}

export function settingsOf({ register, secret }: Search): NormaliseSettings {
  const { nameProfile, nationalNumber } = register.rules;
  return { writing: { nameProfile, nationalNumber }, secret };
}

/** Works with the file of a country. @param anew whether what it holds is thrown away first */
export async function withMatching<Answer>(
  { folder, register }: Search,
  { anew }: { readonly anew: boolean },
  work: (matching: Matching) => Promise<Answer>,
): Promise<Answer> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `matching-${register.pack}.duckdb`);
  const matching = await openMatching(path, {
    threads: Math.min(MAX_THREADS, availableParallelism()),
    memoryMb: MEMORY_MB,
    temporary: `${path}.spill`,
    anew,
  });
  try {
    return await work(matching);
  } finally {
    matching.close();
  }
}

/** Writes for the screen how far a search is. */
export function progressOf({ database, runId, stop }: Search): OnProgress {
  let said = { step: '', at: 0 };
  return async (step, share) => {
    stop.throwIfAborted();
    const at = performance.now();
    if (step === said.step && at - said.at < PROGRESS_EVERY_MS) return;
    said = { step, at };
    await saveProgress(database, runId, step, share);
  };
}
