import type {
  Arrival,
  CertifiedFact,
  ClockMove,
  Decision,
  Fact,
  Hash,
  Instant,
  Mode,
  PublishedFact,
  RecordedLot,
} from '../election-types.ts';
import type { ProtocolEvent, ProtocolName } from './protocol-chain.ts';

export type CertifiedKey = {
  readonly station: string;
  readonly publicKey: string;
  /** Legal times. */
  readonly validFrom: Instant;
  readonly validUntil: Instant;
  readonly leaf: number;
  readonly timeMs: number;
  revoked: { readonly leaf: number; readonly timeMs: number } | null;
};

export type SealedFact = {
  readonly leaf: number;
  readonly time: Instant;
  readonly version: number;
  readonly hash: Hash;
  readonly packHash: Hash;
  readonly mode: Mode;
};

export type OpenedFact = {
  readonly leaf: number;
  readonly time: Instant;
  readonly definitionVersion: number;
  readonly definition: Hash;
  readonly legalCount: 'hand' | 'machine';
  readonly stations: number;
  readonly protocols: number;
  readonly releaseAt: Instant;
  /** Raw keys, base64url. */
  readonly packageKey: string;
  readonly publicationKey: string;
};

/** The facts about one protocol, in the order of the log. */
export type ProtocolFacts = ProtocolName & {
  readonly events: ProtocolEvent[];
  readonly arrivals: LoggedArrival[];
  readonly decisions: LoggedDecision[];
};

/** A package that came, and SHA-256 of the entry that says so. */
export type LoggedArrival = Arrival & { readonly fact: Hash };

/** A decision as the log has it; `alarm-settled` too. */
export type LoggedDecision = Omit<Decision, 'decision'> & {
  readonly decision: Decision['decision'] | 'alarm-settled';
  readonly role: string | null;
  /** Package that stood before, of a correction; else null. */
  readonly corrects: Hash | null;
  /** SHA-256 of the entry. */
  readonly fact: Hash;
};

/** What the log says of one election. */
export type ElectionState = {
  readonly code: string;
  created: { readonly mode: Mode; readonly pack: string } | null;
  readonly sealed: SealedFact[];
  opened: OpenedFact | null;
  readonly clock: ClockMove[];
  /** By fingerprint. */
  readonly keys: Map<Hash, CertifiedKey>;
  /** By `station contest count`. */
  readonly protocols: Map<string, ProtocolFacts>;
  /** Every package that came. */
  readonly packages: Set<Hash>;
  readonly lots: RecordedLot[];
  readonly certified: CertifiedFact[];
  readonly published: PublishedFact[];
};

export type WitnessFact = {
  readonly leaf: number;
  readonly name: string;
  readonly vkey: string;
  readonly registered: boolean;
};

/** What the whole log says. */
export type LogState = {
  readonly elections: Map<string, ElectionState>;
  readonly ids: Set<string>;
  readonly witnesses: WitnessFact[];
  /** `publication.published`, in their order. */
  readonly published: {
    readonly leaf: number;
    readonly time: Instant;
    readonly manifestHash: Hash;
  }[];
  /** Entries of each event that a verifier does not follow. */
  readonly notFollowed: Map<string, number>;
  auditSize: number;
  lastTimeMs: number;
  entries: number;
};

export function newLogState(): LogState {
  return {
    elections: new Map(),
    ids: new Set(),
    witnesses: [],
    published: [],
    notFollowed: new Map(),
    auditSize: 0,
    lastTimeMs: 0,
    entries: 0,
  };
}

export function electionIn(state: LogState, code: string): ElectionState {
  const known = state.elections.get(code);
  if (known !== undefined) return known;
  const election: ElectionState = {
    code,
    created: null,
    sealed: [],
    opened: null,
    clock: [],
    keys: new Map(),
    protocols: new Map(),
    packages: new Set(),
    lots: [],
    certified: [],
    published: [],
  };
  state.elections.set(code, election);
  return election;
}

/** The facts of the protocol; made when there are none yet. */
export function protocolIn(election: ElectionState, name: ProtocolName): ProtocolFacts {
  const key = protocolKey(name);
  const known = election.protocols.get(key);
  if (known !== undefined) return known;
  const { contest, station, count } = name;
  const facts = { contest, station, count, events: [], arrivals: [], decisions: [] };
  election.protocols.set(key, facts);
  return facts;
}

/** Blanks stand in no code and no number. */
export function protocolKey({ station, contest, count }: ProtocolName): string {
  return `${station} ${contest} ${count}`;
}

/** What a fact of a followed event holds, once its shape was checked. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names what the shape of the event has checked
export function payloadOf<Value>(fact: Fact): Value {
  // FOLLOWED has checked every member.
  return fact.payload as Value;
}
