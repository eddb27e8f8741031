/**
 * What the JSON of a record holds, as far as a verifier reads it. Written from docs/record-format.md. Names are those
 * of the files. Members that no check needs (captions, articles of law, addresses) are left out here; readers
 * accept them. All figures are whole numbers; `null` in place of a figure means that the paper leaves it empty.
 */
export type Mode = 'live' | 'training' | 'drill';
export type CountKind = 'hand' | 'machine';
export type Status = 'awaited' | 'received' | 'accepted' | 'returned' | 'annulled';
/** Instants are UTC, as `2026-12-27T15:00:00.000Z`; days `2026-12-27`; times of day `08:00`. */
export type Instant = string;
/** SHA-256, 64 lower-case hexadecimal digits. */
export type Hash = string;
/** A text in each language, by tag. */
export type LocalText = Readonly<Record<string, string>>;
/** An exact share: 7 % is 7/100. */
export type Share = { readonly numerator: number; readonly denominator: number };

// ---- forms and their equations

/** coefficient × field. `votes` is the sum of all options, `one` is 1. */
export type Term = {
  readonly coefficient: number;
  readonly field: string;
  /** The field counts as many times as one ballot holds marks. */
  readonly times?: 'marks-per-ballot';
};
/** Sum of the left terms compared with the sum of the right. */
export type Equation = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly left: readonly Term[];
  readonly comparison: '=' | '<=' | '>=';
  readonly right: readonly Term[];
};
export type FormField = { readonly code: string; readonly required: boolean };
/** Fields that are summed to the quantity; `votes` is the sum of all options. */
export type FormRoles = {
  readonly registered: readonly string[];
  readonly tookPart: readonly string[];
  readonly votesCast: readonly string[];
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
};
export type Form = {
  readonly code: string;
  readonly fields: readonly FormField[];
  readonly checks: readonly Equation[];
  readonly roles: FormRoles;
  readonly marksPerBallot: 'one' | 'district-seats';
  readonly againstAll: boolean;
};
/** What a check of the form finds. Both sides are null for `MISSING`: a required figure is empty. */
export type FormFinding = {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** `counts.ballots-valid`, `votes.list-41`, `votes`. */
  readonly fields: readonly string[];
  readonly left: number | null;
  readonly comparison: '=' | '<=' | '>=' | null;
  readonly right: number | null;
};

// ---- seat rules

export type SeatMethod =
  | 'hare-largest-remainder'
  | 'droop-largest-remainder'
  | 'imperiali-largest-remainder'
  | 'dhondt'
  | 'sainte-lague'
  | 'modified-sainte-lague'
  | 'plurality'
  | 'absolute-majority-runoff'
  | 'block-vote'
  | 'single-vote-multi-member';
export type ShareBase = 'valid-votes' | 'votes-cast' | 'voters-who-took-part' | 'registered-voters';
export type Threshold = {
  readonly share: Share;
  readonly base: ShareBase;
  readonly scope: 'nation' | 'every-region';
  readonly appliesTo: 'all' | 'party' | 'coalition';
};
export type SeatRule = {
  readonly code: string;
  readonly method: SeatMethod;
  readonly thresholds: readonly Threshold[];
  readonly firstDivisor?: Share;
  readonly minimumTurnout?: Share;
  readonly seatCap?: number;
  readonly majorityOf?: ShareBase;
  readonly againstAllLeads?: 'repeat-election' | 'ignored';
  readonly soleListRunnerUp?: Share;
  readonly mostOfOneSex?: number;
  readonly vacancy: 'next-on-list' | 'next-in-votes' | 'by-election';
};

// ---- what was sealed

export type Contest = {
  readonly code: string;
  readonly title: LocalText;
  readonly kind: 'list' | 'candidate';
  readonly seats: number;
  /** Null: the whole nation is the district. */
  readonly districtSet: string | null;
  readonly seatRule: string;
  readonly form: string;
};
export type Party = {
  readonly code: string;
  readonly name: LocalText;
  readonly shortName: LocalText;
  readonly kind: 'party' | 'coalition';
};
export type Candidate = {
  readonly number: number;
  readonly name: string;
  readonly sex: 'female' | 'male' | null;
  readonly party: string | null;
};
export type Ballot = {
  readonly contest: string;
  readonly district: string | null;
  readonly lists: readonly {
    readonly number: number;
    readonly party: string;
    readonly candidates: readonly Candidate[];
  }[];
  readonly candidates: readonly Candidate[];
};
/** The sealed definition: `definition` of `election.json`. Its hash is SHA-256 of its canonical JSON. */
export type Definition = {
  readonly format: 1;
  readonly code: string;
  readonly title: LocalText;
  readonly mode: Mode;
  readonly pack: {
    readonly code: string;
    readonly version: string;
    readonly hash: Hash;
    /** Of the canonical JSON of the pack that is published; older definitions do not name it. */
    readonly content?: Hash;
  };
  readonly system: string;
  readonly votingDay: string;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly geography: { readonly version: number; readonly hash: Hash };
  readonly contests: readonly Contest[];
  readonly parties: readonly Party[];
  readonly ballots: readonly Ballot[];
};
export type Pack = {
  readonly code: string;
  readonly root: string;
  readonly languages: readonly { readonly tag: string }[];
  readonly districtSets: readonly {
    readonly code: string;
    readonly districts: number;
    readonly seats: number;
    readonly stationsAbroad?: boolean;
  }[];
  readonly systems: readonly {
    readonly code: string;
    readonly turnoutHours: readonly string[];
    readonly release: 'last-domestic-station' | 'last-station-anywhere';
    readonly legalCount: CountKind;
  }[];
  readonly forms: readonly Form[];
  readonly seatRules: readonly SeatRule[];
};
export type Territory = {
  readonly code: string;
  /** Codes from the country down, joined by `/`. */
  readonly path: string;
  readonly parentCode: string | null;
  readonly level: number;
  readonly name: LocalText;
};
export type District = {
  readonly set: string;
  readonly code: string;
  readonly seats: number;
  readonly name: LocalText;
};
/** A polling station, as in `elections/<code>/stations/<territory>.json`. */
export type Station = {
  readonly number: string;
  readonly territoryCode: string;
  readonly kind: 'domestic' | 'abroad' | 'remote' | 'special';
  readonly name: string;
  readonly opens: string;
  readonly closes: string;
  readonly timeZone: string;
};
/** A station with its territory's path and its district in each set. */
export type PlacedStation = Station & {
  readonly path: string;
  /** Set → district. */
  readonly districts: Readonly<Record<string, string>>;
};
/** Everything that was fixed before the vote. */
export type SealedElection = {
  readonly definition: Definition;
  readonly definitionHash: Hash;
  readonly pack: Pack;
  readonly territories: readonly Territory[];
  readonly districts: readonly District[];
  /** By number. */
  readonly stations: ReadonlyMap<string, PlacedStation>;
};

// ---- protocols

/** The figures of one protocol. */
export type Content = {
  readonly counts: Readonly<Record<string, number | null>>;
  readonly votes: Readonly<Record<string, number | null>>;
};
export type Origin =
  | { readonly kind: 'station-signed' }
  | { readonly kind: 'keyed'; readonly entries: readonly Hash[] }
  | { readonly kind: 'corrected'; readonly corrects: Hash; readonly reason: string };
export type Payload = {
  readonly format: 1;
  readonly election: string;
  readonly mode: Mode;
  readonly definition: Hash;
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly version: number;
  readonly origin: Origin;
  readonly madeAt: Instant;
  readonly content: Content;
};
export type ResultPackage = {
  readonly format: 1;
  readonly type: 'ovoz-result-package';
  readonly key: Hash;
  readonly payload: Payload;
  readonly signature: string;
};
/**
 * Where the protocol of a contest at a station by a count stands, by the log alone, with the figures of the
 * package that stands.
 */
export type Protocol = {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  /** True for the count that is the legal one. */
  readonly legal: boolean;
  readonly status: Status;
  /** Of the package that stands; 0 and null while nothing has come. */
  readonly version: number;
  readonly hash: Hash | null;
  readonly origin: Origin['kind'] | null;
  /** Figures of the standing package; null when nothing came, or when its text is not published. */
  readonly content: Content | null;
};

// ---- the log

export type Fact = {
  readonly leaf: number;
  readonly format: 1;
  readonly id: string;
  readonly event: string;
  readonly election: string | null;
  readonly time: Instant;
  readonly actor: { readonly role: string; readonly commission: string } | null;
  readonly subject: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly commitment?: Hash;
};
/** Entry of the log and its time. */
export type LeafTime = { readonly leaf: number; readonly time: Instant };
/** `elections.clock-moved`: from `time` (real) on legal time is `shows`, running `speed` times as fast. */
export type ClockMove = LeafTime & { readonly shows: Instant; readonly speed: number };
/** `protocols.version-received` and `protocols.alarm-raised`: a package came. */
export type Arrival = LeafTime & {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly version: number;
  readonly hash: Hash;
  readonly key: Hash;
  /** Of versions that stood; null of what came with an alarm. */
  readonly origin: Origin['kind'] | null;
  readonly errors: number;
  /** Null of what came with an alarm. */
  readonly warnings: number | null;
};
/** `certification.lot-recorded`. */
export type RecordedLot = LeafTime & {
  readonly contest: string;
  readonly district: string | null;
  readonly step: string;
  readonly order: readonly string[];
};
/** `certification.results-certified`. */
export type CertifiedFact = LeafTime & {
  readonly version: number;
  readonly hash: Hash;
  readonly reason: string;
  readonly overridden: readonly { readonly code: string; readonly count: number }[];
};
/** `publication.results-published`. */
export type PublishedFact = LeafTime & {
  readonly manifestHash: Hash;
  readonly files: number;
  readonly edition: number;
};
/** A decision of people about a protocol: the facts `protocols.accepted` … `protocols.reinstated`. */
export type Decision = LeafTime & {
  readonly decision: 'accepted' | 'returned' | 'corrected' | 'annulled' | 'reinstated';
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly version: number;
  readonly hash: Hash;
  readonly reason: string | null;
};
/** What the log says of one election, in its order. */
export type ElectionLog = {
  readonly election: string;
  readonly legalCount: CountKind;
  /** Legal time before which nothing with figures is public. */
  readonly releaseAt: Instant;
  readonly opened: LeafTime & { readonly stations: number; readonly protocols: number };
  readonly clock: readonly ClockMove[];
  readonly arrivals: readonly Arrival[];
  readonly decisions: readonly Decision[];
  readonly lots: readonly RecordedLot[];
  readonly certified: readonly CertifiedFact[];
  readonly published: readonly PublishedFact[];
};

// ---- sums and seats as published

/** A sum, and the number of protocols whose paper leaves the figure empty. */
export type Sum = { readonly sum: number; readonly unknown: number };
export type ContestTotals = {
  readonly contest: string;
  readonly stationsDue: number;
  readonly stationsCounted: number;
  readonly stationsAnnulled: number;
  readonly counts: Readonly<Record<string, Sum>>;
  readonly votes: Readonly<Record<string, Sum>>;
  readonly registered: Sum | null;
  readonly tookPart: Sum | null;
};
export type WrittenFraction = { readonly numerator: string; readonly denominator: string };
export type Admission = 'admitted' | 'runner-up' | 'below-threshold' | 'no-votes' | 'against-all';
/** Steps of a working; which kinds there are and what they hold is in docs/record-format.md, Seats. */
export type SeatStep = { readonly kind: string } & Readonly<Record<string, unknown>>;
export type Tie = {
  readonly step: string;
  readonly options: readonly string[];
  readonly seats: number;
};
export type Allocation = {
  readonly method: SeatMethod;
  readonly seats: number;
  readonly status: 'complete' | 'needs-lot' | 'second-round' | 'void' | 'repeat-election';
  readonly voidReason: 'turnout' | 'no-votes' | 'nobody-admitted' | null;
  readonly options: readonly {
    readonly option: string;
    readonly votes: number;
    readonly seats: number;
    readonly admission: Admission;
  }[];
  readonly elected: readonly { readonly option: string; readonly candidates: readonly number[] }[];
  readonly steps: readonly SeatStep[];
  readonly runoff: readonly string[] | null;
  readonly tie: Tie | null;
};
export type DistrictSeats = {
  readonly contest: string;
  readonly district: string | null;
  readonly seats: number;
  readonly stationsDue: number;
  readonly stationsCounted: number;
  readonly allocation: Allocation | null;
  readonly pending: 'nothing-counted' | 'base-unknown' | 'regions-missing' | null;
};
export type PartySeats = {
  readonly party: string | null;
  readonly seats: number;
  readonly byContest: Readonly<Record<string, number>>;
};
export type Seats = {
  readonly districts: readonly DistrictSeats[];
  readonly parties: readonly PartySeats[];
};

// ---- files of results

export type Signature = { readonly key: Hash; readonly publicKey: string; readonly value: string };
export type Signed = {
  readonly format: 1;
  readonly election: string;
  readonly mode: Mode;
  readonly publishedAt: Instant;
  readonly legalTime: Instant;
  readonly signature: Signature;
};
export type ResultStatus = 'counting' | 'complete' | 'certified' | 'changed-since-certified';
export type AreaRef = { readonly area: string; readonly file: string; readonly name: LocalText };
/** What of many stations told turnout at an hour. */
export type TurnoutFigures = Readonly<Record<string, unknown>>;
export type AreaChild = {
  readonly file: string;
  readonly code: string;
  readonly name: LocalText;
  readonly totals: readonly ContestTotals[];
};
export type StationRow = {
  readonly number: string;
  readonly name: string;
  readonly sha256: Hash | null;
  readonly contests: readonly {
    readonly contest: string;
    readonly status: Status;
    readonly version: number;
    readonly flagged: boolean;
    readonly content: Content | null;
  }[];
};
/** `results/nation.json`, `results/territories/<code>.json`, `results/districts/<contest>-<code>.json`. */
export type AreaFile = Signed & {
  /** `nation`, `territory:1703`, `district:12`. */
  readonly area: string;
  readonly name: LocalText;
  readonly above: readonly AreaRef[];
  readonly status: ResultStatus;
  readonly totals: readonly ContestTotals[];
  readonly turnout: readonly TurnoutFigures[];
  readonly seats: Seats | null;
  readonly areas: readonly AreaChild[];
  readonly stations: readonly StationRow[];
  readonly corrections: readonly {
    readonly station: string;
    readonly contest: string;
    readonly version: number;
    readonly reason: string;
    readonly at: Instant;
  }[];
  readonly downloads: readonly Download[];
};
export type Download = { readonly file: string; readonly sha256: Hash; readonly bytes: number };
export type LiveFile = Signed & {
  readonly status: ResultStatus;
  readonly coverage: readonly {
    readonly contest: string;
    readonly due: number;
    readonly counted: number;
    readonly annulled: number;
  }[];
  readonly edition: number;
  readonly certifiedVersion: number | null;
  readonly nation: Hash;
};
export type ManifestFile = Signed & {
  readonly edition: number;
  readonly files: Readonly<Record<string, Hash>>;
};

/** Hashes of documents of stations, by path below `results/`. */
export type DocumentsFile = Signed & { readonly documents: Readonly<Record<string, Hash>> };
/** `results/stations/<number>.json`. */
export type StationFile = Signed & {
  readonly station: string;
  readonly name: string;
  readonly territory: string;
  readonly above: readonly AreaRef[];
  readonly turnout: readonly Readonly<Record<string, unknown>>[];
  readonly protocols: readonly StationProtocol[];
  readonly keys: readonly {
    readonly fingerprint: Hash;
    readonly publicKey: string;
    readonly validFrom: Instant;
    readonly validUntil: Instant;
    readonly revokedAt: Instant | null;
  }[];
  readonly downloads: readonly Download[];
};
export type StationProtocol = {
  readonly contest: string;
  readonly district: string | null;
  readonly count: CountKind;
  readonly legal: boolean;
  readonly status: Status;
  readonly standing: Hash | null;
  readonly versions: readonly {
    readonly version: number;
    readonly hash: Hash;
    /** Text of the package. */
    readonly package: string;
    readonly receivedAt: Instant;
    readonly findings: readonly FormFinding[];
    readonly explanations: readonly {
      readonly check: string;
      readonly reasonCode: string;
      readonly text: string;
      readonly at: Instant;
    }[];
    /** SHA-256 of the entry that records it; in older records it is not there. */
    readonly fact?: Hash;
  }[];
  readonly decisions: readonly {
    readonly decision: string;
    readonly hash: Hash;
    readonly reason: string | null;
    readonly role: string;
    readonly at: Instant;
    readonly fact?: Hash;
  }[];
  readonly scans: readonly { readonly sha256: Hash; readonly mediaType: string }[];
};
/** `results/certified/<version>.json`: canonical JSON, its SHA-256 stands in the log. */
export type CertifiedFile = {
  readonly format: 1;
  readonly election: string;
  readonly mode: Mode;
  readonly version: number;
  readonly definition: Hash;
  readonly totals: readonly ContestTotals[];
  readonly seats: Seats;
  /** Protocols behind it; hash null when annulled. */
  readonly protocols: readonly {
    readonly contest: string;
    readonly station: string;
    readonly hash: Hash | null;
  }[];
  readonly overridden: readonly { readonly code: string; readonly count: number }[];
  readonly reason: string;
};
