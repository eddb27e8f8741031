import type { ElectionState } from '../facts/log-state.ts';
import type { Findings } from '../findings.ts';
import type { Primitives } from '../primitives.ts';
import type { Runner } from '../runner.ts';
import type { RecordSource } from '../sources/record-source.ts';
import type { Hash } from '../election-types.ts';

/** What the work on one record is done with. */
export type Work = {
  readonly source: RecordSource;
  readonly primitives: Primitives;
  readonly runner: Runner;
  readonly findings: Findings;
  /** Paths of all files; null when the source cannot tell. */
  readonly files: ReadonlySet<string> | null;
  /** `manifest.json` of the site. */
  readonly siteFiles: Readonly<Record<string, Hash>>;
  /** Latest time of an entry. */
  readonly logEndMs: number;
  /** Hashes of files that were read, by path. */
  readonly known: Map<string, Hash>;
  /** Paths of all files that are verified, by what they hold or by their hash. */
  readonly verified: Set<string>;
  /** Those that are newer than what names their hash. */
  readonly changing: Set<string>;
  readonly onProgress: (step: string, done: number, all: number) => void;
};

export type ElectionWork = Work & {
  readonly election: ElectionState;
  /** `elections/<code>/results/`. */
  readonly folder: string;
};
