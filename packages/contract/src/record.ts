import { Instant, Line, PackCode, Reason, Sha256Hex } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Nullable, Strict, Uuid } from './schemas.ts';

/** Origin, size, root, and signatures: a C2SP signed note of at most so many witnesses. */
const SignedNote = Type.String({ minLength: 1, maxLength: 32_000 });
/** `<name>+<key id>+<base64>`, as in C2SP signed-note. */
export const VerifierKey = Type.String({
  pattern: '^[^\\s+]{1,150}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]{44}$',
});
const TreeSize = Type.Integer({ minimum: 0 });
/** SHA-256 in base64, as proofs are written in C2SP. */
const NodeHash = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' });

export const getLog = operation({
  id: 'getLog',
  module: 'record',
  method: 'GET',
  path: '/api/log',
  summary:
    'The key of the public log and its newest checkpoint, as they are published: for devices and witnesses that begin to follow it.',
  access: { kind: 'public' },
  answer: Strict({
    origin: Line(200),
    vkey: VerifierKey,
    /** Null until the first one is signed. */
    checkpoint: Nullable(SignedNote),
    /** The newest one that enough witnesses co-signed. */
    publicCheckpoint: Nullable(SignedNote),
  }),
  refusals: [],
});

/** An entry of the public log with all that proves it: enough to check it without trusting the sender. */
export const Anchor = Strict({
  index: TreeSize,
  /** The canonical JSON that is the entry. */
  entry: Type.String({ maxLength: 65_535 }),
  /** From the leaf to the root (RFC 9162, section 2.1.3). */
  proof: Type.Array(NodeHash, { maxItems: 64 }),
  /** What the proof leads to: the public checkpoint when it holds the entry, else the newest one. */
  checkpoint: SignedNote,
  /** Whether enough witnesses co-signed that checkpoint, as this server sees it. */
  public: Type.Boolean(),
});
export type Anchor = Static<typeof Anchor>;

export const AnchorState = Type.Union([
  Strict({ state: Type.Literal('received'), fact: Sha256Hex }),
  Strict({ state: Type.Literal('anchored'), fact: Sha256Hex, anchor: Anchor }),
]);
export type AnchorState = Static<typeof AnchorState>;

export const getPackageAnchor = operation({
  id: 'getPackageAnchor',
  module: 'record',
  method: 'GET',
  path: '/api/packages/:hash/anchor',
  summary:
    'Where the receipt of a package stands in the public log: received, or anchored with the proof. A device sends again until it sees this.',
  access: { kind: 'public' },
  params: Strict({ hash: Sha256Hex }),
  answer: AnchorState,
  refusals: ['package-unknown'],
});

export const getEntryAnchor = operation({
  id: 'getEntryAnchor',
  module: 'record',
  method: 'GET',
  path: '/api/log/entries/:hash',
  summary: 'An entry of the public log by the SHA-256 of its bytes, with the proof of its place.',
  access: { kind: 'public' },
  params: Strict({ hash: Sha256Hex }),
  answer: Anchor,
  refusals: [],
});

export const addCosignature = operation({
  id: 'addCosignature',
  module: 'record',
  method: 'POST',
  path: '/api/log/cosignatures',
  summary:
    'A registered witness brings its co-signature of a checkpoint that this log signed. The signature is the right to send it.',
  access: { kind: 'public' },
  body: Strict({
    /** The checkpoint as it was published, with the signature of the log; other lines are ignored. */
    checkpoint: SignedNote,
    /** One line: an em dash, the name of the witness, base64 of key id, time and signature (C2SP tlog-cosignature). */
    cosignature: Type.String({ minLength: 1, maxLength: 400 }),
  }),
  answer: Strict({
    witness: Line(150),
    size: TreeSize,
    /** How many of the witnesses that this checkpoint knows have co-signed it, and how many make it public. */
    cosigned: Type.Integer({ minimum: 0 }),
    needed: Type.Integer({ minimum: 1 }),
  }),
  refusals: ['checkpoint-unknown', 'witness-unknown', 'signature-wrong', 'cosignature-in-future'],
  limitedBy: 'signature',
});

/** Who may look at the state of the record, and who registers witnesses, by two. */
const RECORD_READERS = [
  'central-member',
  'territorial-member',
  'observer',
  'auditor',
  'administrator',
] as const;
const WITNESS_KEEPERS = ['central-member', 'administrator'] as const;

/** Why a log is not signed any further, or that it is. */
export const LogStatus = Type.Union([
  Type.Literal('starting'),
  Type.Literal('running'),
  Type.Literal('log-rolled-back'),
  Type.Literal('log-altered'),
  Type.Literal('log-file-altered'),
  Type.Literal('log-state-lost'),
  Type.Literal('log-state-damaged'),
]);
export type LogStatus = Static<typeof LogStatus>;

export const LogState = Strict({
  log: Type.Union([Type.Literal('public'), Type.Literal('audit')]),
  status: LogStatus,
  /** What exactly was found, for the people of the machine; null when nothing is wrong. */
  detail: Nullable(Line(1000)),
  since: Instant,
  /** Entries that the newest checkpoint closes, and when it was signed. */
  size: TreeSize,
  checkpointAt: Nullable(Instant),
  /** Facts that have no place yet. */
  waiting: Type.Integer({ minimum: 0 }),
});
export type LogState = Static<typeof LogState>;

export const WitnessState = Strict({
  id: Uuid,
  name: Line(150),
  organisation: Line(200),
  vkey: VerifierKey,
  registeredAt: Instant,
  removedAt: Nullable(Instant),
  /** Newest checkpoint that it co-signed, and when it says that it did. */
  size: Nullable(TreeSize),
  cosignedAt: Nullable(Instant),
});
export type WitnessState = Static<typeof WitnessState>;

export const getRecordState = operation({
  id: 'getRecordState',
  module: 'record',
  method: 'GET',
  path: '/api/record',
  summary: 'The public record: size, newest checkpoint, witnesses, and what is wrong.',
  access: { kind: 'roles', roles: [...RECORD_READERS] },
  answer: Strict({
    origin: Line(200),
    vkey: VerifierKey,
    logs: Type.Array(LogState, { maxItems: 2 }),
    /** Entries that the newest checkpoint closes which enough witnesses co-signed; null: none is public. */
    publicSize: Nullable(TreeSize),
    /** Witnesses in force, how many make a checkpoint public, how many co-signed the newest. */
    witnesses: Type.Array(WitnessState),
    registered: Type.Integer({ minimum: 0 }),
    needed: Type.Integer({ minimum: 1 }),
    cosigned: Type.Integer({ minimum: 0 }),
  }),
  refusals: [],
});

const packParams = Strict({ pack: PackCode });

export const proposeWitness = operation({
  id: 'proposeWitness',
  module: 'record',
  method: 'POST',
  path: '/api/packs/:pack/witnesses',
  summary:
    'Puts a witness of the public log before a second person. From then on it counts among those of whom a majority makes a checkpoint public.',
  access: { kind: 'roles', roles: [...WITNESS_KEEPERS] },
  params: packParams,
  body: Strict({ vkey: VerifierKey, organisation: Line(200), reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['witness-key-wrong', 'witness-registered', 'proposal-exists'],
});

export const proposeWitnessRemoval = operation({
  id: 'proposeWitnessRemoval',
  module: 'record',
  method: 'POST',
  path: '/api/packs/:pack/witness-removals',
  summary: 'Puts before a second person that a witness counts no more.',
  access: { kind: 'roles', roles: [...WITNESS_KEEPERS] },
  params: packParams,
  body: Strict({ witness: Uuid, reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['witness-unknown', 'proposal-exists'],
});

/** `/published/log/state.json`: how far the public log is public, for pages. Who wants to know it verifies `public-checkpoint`. */
export const PublishedLogState = Strict({
  format: Type.Literal(1),
  size: TreeSize,
  /** Entries of the newest checkpoint that is public; 0 when none is. */
  publicSize: TreeSize,
  /** Witnesses that count for that checkpoint, or for the newest one when none is public, and how many co-signed it. */
  registered: Type.Integer({ minimum: 0 }),
  cosigned: Type.Integer({ minimum: 0 }),
});
export type PublishedLogState = Static<typeof PublishedLogState>;
