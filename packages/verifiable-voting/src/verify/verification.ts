/** What verification takes and gives. */
import type { Phase } from '../archive/phases.ts';
import type { ArchiveHead } from '../archive/write-archive.ts';
import type { ResultRow } from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';
import type { LastBallot } from './ballot-box.ts';
import type { BallotWork } from './ballot-work.ts';
import type { Finding, FindingCode } from './findings.ts';
import type { Setup } from './setup.ts';
import type { CountedBallots, TallyPhase } from './tally-phase.ts';

/** Where an archive is read from. */
export type ArchiveSource = {
  chunks(from: number): AsyncIterable<Uint8Array>;
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** What is remembered to go on later with what was appended. Ballots up to `offset` were verified. */
export type Checkpoint = {
  readonly format: 1;
  readonly offset: number;
  readonly head: ArchiveHead;
  readonly setup: string;
  readonly ballots: number;
  readonly last: readonly (readonly [credential: string, ballot: LastBallot])[];
  /** Hashes of ballots that a later one replaced: cast again, they would undo it. */
  readonly replaced: readonly string[];
  /** What keeps the archive from being strictly valid already. */
  readonly findings: readonly Finding[];
};

export type VerificationOptions = {
  readonly platform: Platform;
  readonly openBallotWork: (setup: Setup) => BallotWork;
  /** The sidecar's text, or null where there is none. */
  readonly sidecar: string | null;
  readonly checkpoint?: Checkpoint;
  readonly onProgress?: (ballots: number, offset: number) => void;
};

export type Verification = {
  /** `not-verified`: nothing is wrong in what this program can check, but it cannot check all. */
  readonly verdict: 'strictly-valid' | 'belenios-valid' | 'invalid' | 'not-verified';
  readonly codes: readonly FindingCode[];
  readonly findings: readonly Finding[];
  readonly phase: Phase;
  readonly setup: Setup | null;
  readonly ballots: number;
  readonly verifiedNow: number;
  /** Ballots that count: the last of each credential. */
  readonly counted: number;
  readonly result: readonly ResultRow[] | null;
  readonly head: ArchiveHead | null;
  /** Null once the ballots were counted, and where something was found. */
  readonly checkpoint: Checkpoint | null;
  readonly tally: TallyPhase | null;
  /** Adds the ballots up as they are now. They were verified, if the verdict is one of the valid ones. */
  readonly count: () => Promise<CountedBallots>;
};
