import type {
  ClockMove,
  Content,
  CountKind,
  Hash,
  Instant,
  Mode,
  Origin,
} from '../election-types.ts';
import type { LoggedArrival, LoggedDecision } from '../facts/log-state.ts';
import type { StationSummary } from '../areas/station-summary.ts';
import type { ProtocolName, ProtocolStep } from '../facts/protocol-chain.ts';
import type { FoundSoFar } from '../findings.ts';
import type { Paper } from '../forms/paper.ts';

/** What holds for all stations of an election. Plain data: it goes to workers. */
export type StationContext = {
  readonly election: string;
  readonly mode: Mode;
  readonly definition: Hash;
  readonly legalCount: CountKind;
  /** Raw keys, base64url. */
  readonly publicationKey: string;
  readonly packageKey: string;
  /** Fingerprint of the key by which the server signs what was keyed and corrected. */
  readonly packageFingerprint: Hash;
  readonly clock: readonly ClockMove[];
  readonly papers: ReadonlyMap<string, Paper>;
  readonly releaseAt: Instant;
  readonly contests: readonly { readonly code: string; readonly districtSet: string | null }[];
  /** Latest time of an entry. */
  readonly logEndMs: number;
};

export type TaskKey = {
  readonly fingerprint: Hash;
  readonly publicKey: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
  readonly timeMs: number;
  readonly revokedMs: number | null;
};

/** What the log says of one station: what its file is held against. */
export type StationTask = {
  readonly station: string;
  readonly territory: string;
  readonly districts: Readonly<Record<string, string>>;
  /** Legal time at which the station closes; null when its hours make no sense. */
  readonly closesMs: number | null;
  readonly protocols: readonly (ProtocolName & {
    readonly steps: readonly ProtocolStep[];
    readonly arrivals: readonly LoggedArrival[];
    readonly decisions: readonly LoggedDecision[];
  })[];
  readonly keys: readonly TaskKey[];
};

/** A package that was published, and what it holds. */
export type FoundPackage = ProtocolName & {
  readonly hash: Hash;
  readonly version: number;
  readonly origin: Origin['kind'];
  readonly content: Content;
};

export type StationResult = {
  readonly station: string;
  /** Null: the file is not there, or cannot be read. */
  readonly sha256: Hash | null;
  readonly publishedAt: Instant | null;
  /** True when it does not show all that the log says, or more: it is of another moment. */
  readonly ofOtherMoment: boolean;
  readonly packages: readonly FoundPackage[];
  /** What files of areas repeat of it. */
  readonly summary: StationSummary | null;
};

export type StationsResult = {
  readonly stations: readonly StationResult[];
  readonly signatures: number;
  readonly found: FoundSoFar;
};
