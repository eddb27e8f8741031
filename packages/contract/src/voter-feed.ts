import { Instant, Line, PackCode, Reason, Sha256Hex, TerritoryCode } from '@ovoz/election-model';
import {
  BatchKind,
  BatchReport,
  DistrictChecksum,
  QuarantineReason,
  Register,
} from '@ovoz/voter-register';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Digits, Nothing, Nullable, Strict, Uuid } from './schemas.ts';
import { PublicKey } from './station-keys.ts';

/** Ed25519, base64. */
const Signature = Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' });
const FileName = Type.String({ pattern: '^[a-z]+(-[0-9]{3})?\\.csv$', maxLength: 20 });
const Count = Type.Integer({ minimum: 0 });
const packParams = Strict({ pack: PackCode });
const batchParams = Strict({ id: Uuid });

const FEED_READERS = ['central-member', 'register-supplier', 'administrator', 'auditor'] as const;
/** A batch, a hold and what was set aside concern the whole country. */
const FEED_KEEPERS = ['central-member'] as const;
const SUPPLIERS = ['register-supplier'] as const;

export const RegisterSupplier = Strict({
  id: Uuid,
  register: Register,
  name: Line(200),
  publicKey: PublicKey,
  /** SHA-256 of the key: what two people compare with what the supplier shows. */
  fingerprint: Sha256Hex,
  registeredAt: Instant,
  endedAt: Nullable(Instant),
});
export type RegisterSupplier = Static<typeof RegisterSupplier>;

export const listRegisterSuppliers = operation({
  id: 'listRegisterSuppliers',
  module: 'voter-register',
  method: 'GET',
  path: '/api/packs/:pack/register-suppliers',
  summary: 'Whose signed batches the voter register takes, those in force first.',
  access: { kind: 'roles', roles: [...FEED_READERS] },
  params: packParams,
  answer: Strict({ suppliers: Type.Array(RegisterSupplier) }),
  refusals: [],
});

export const proposeRegisterSupplier = operation({
  id: 'proposeRegisterSupplier',
  module: 'voter-register',
  method: 'POST',
  path: '/api/packs/:pack/register-suppliers',
  summary: 'Puts the key of a register before a second person.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: packParams,
  body: Strict({ register: Register, name: Line(200), publicKey: PublicKey, reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['supplier-registered', 'supplier-key-wrong', 'proposal-exists'],
});

export const proposeSupplierEnd = operation({
  id: 'proposeSupplierEnd',
  module: 'voter-register',
  method: 'POST',
  path: '/api/packs/:pack/register-supplier-ends',
  summary: 'Puts before a second person that batches of this key are taken no more.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: packParams,
  body: Strict({ supplier: Uuid, reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['supplier-unknown', 'supplier-ended', 'proposal-exists'],
});

/** `arriving`: the manifest is here, files are on their way. */
export const BatchStatus = Type.Enum([
  'arriving',
  'received',
  'loading',
  'held',
  'applied',
  'refused',
]);
export type BatchStatus = Static<typeof BatchStatus>;

/** How much of each file is here. */
const ArrivingFile = Strict({ name: FileName, bytes: Count, received: Count });
export type ArrivingFile = Static<typeof ArrivingFile>;

/** A manifest of 200 files has 30 kB. */
const MAX_MANIFEST_LENGTH = 50_000;

export const announceBatch = operation({
  id: 'announceBatch',
  module: 'voter-register',
  method: 'POST',
  path: '/api/packs/:pack/register-batches',
  summary:
    'Brings the signed manifest of a batch. The same manifest again answers the same batch, and how much of its files is here.',
  access: { kind: 'roles', roles: [...SUPPLIERS] },
  params: packParams,
  body: Strict({
    /** The bytes that were signed: canonical JSON. */
    manifest: Type.String({ minLength: 2, maxLength: MAX_MANIFEST_LENGTH }),
    signature: Signature,
  }),
  answer: Strict({ batch: Uuid, status: BatchStatus, files: Type.Array(ArrivingFile) }),
  refusals: [
    'manifest-malformed',
    'manifest-not-canonical',
    'manifest-files-wrong',
    'first-batch-not-full',
    'supplier-unknown',
    'supplier-ended',
    'signature-wrong',
    'register-of-other-country',
    'sequence-gap',
    'sequence-taken',
    'previous-differs',
    'batch-before-open',
    'batch-time-wrong',
  ],
});

/** A piece that a slow line carries within the server's patience; a file of a nation is some hundred. */
export const MAX_PIECE_BYTES = 16 * 1024 * 1024;

export const sendBatchFile = operation({
  id: 'sendBatchFile',
  module: 'voter-register',
  method: 'PUT',
  path: '/api/register-batches/:id/files/:name',
  summary:
    'A piece of a file, from the byte where what is here ends. The last piece is answered when the whole has the hash of the manifest.',
  access: { kind: 'roles', roles: [...SUPPLIERS] },
  params: Strict({ id: Uuid, name: FileName }),
  query: Strict({ offset: Digits(12) }),
  bytes: true,
  maxBodyBytes: MAX_PIECE_BYTES,
  answer: Strict({ received: Count }),
  refusals: ['file-unknown', 'offset-wrong', 'file-too-long', 'file-altered'],
});

export const finishBatch = operation({
  id: 'finishBatch',
  module: 'voter-register',
  method: 'POST',
  path: '/api/register-batches/:id/finish',
  summary: 'All files are here: the batch waits to be loaded.',
  access: { kind: 'roles', roles: [...SUPPLIERS] },
  params: batchParams,
  body: Nothing,
  answer: Strict({ status: BatchStatus }),
  refusals: [
    'files-missing',
    'register-of-other-country',
    'sequence-gap',
    'sequence-taken',
    'previous-differs',
    'batch-before-open',
    'supplier-ended',
  ],
});

export const RegisterBatch = Strict({
  id: Uuid,
  register: Register,
  sequence: Type.Integer({ minimum: 1 }),
  kind: BatchKind,
  supplier: Line(200),
  manifestHash: Sha256Hex,
  asOf: Instant,
  receivedAt: Instant,
  status: BatchStatus,
  /** What the load does now; null when it does nothing. */
  step: Nullable(Line(40)),
  /** Thousandths: of the step while it loads, of all bytes while files arrive. */
  progress: Type.Integer({ minimum: 0, maximum: 1000 }),
  rows: Count,
  quarantined: Nullable(Count),
  /** Why it was refused: a code of the load, or the words of who refused a held one. */
  refusal: Nullable(Line(1000)),
  endedAt: Nullable(Instant),
});
export type RegisterBatch = Static<typeof RegisterBatch>;

/** One of the two registers: how far it has been taken over. */
export const FeedState = Strict({
  register: Register,
  /** Sequence of the newest batch that was applied. */
  applied: Nullable(Count),
  appliedAt: Nullable(Instant),
  asOf: Nullable(Instant),
  /** Lines set aside that nobody has looked at. */
  openLines: Count,
  reconciledAt: Nullable(Instant),
  /** Districts that differed then. */
  differing: Nullable(Count),
  /** More than a week has passed since checksums were compared. */
  isOverdue: Type.Boolean(),
});
export type FeedState = Static<typeof FeedState>;

export const listRegisterBatches = operation({
  id: 'listRegisterBatches',
  module: 'voter-register',
  method: 'GET',
  path: '/api/packs/:pack/register-batches',
  summary: 'Batches of the registers, newest first, with how far each has come.',
  access: { kind: 'roles', roles: [...FEED_READERS] },
  params: packParams,
  query: Strict({ cursor: Type.Optional(Cursor) }),
  answer: Strict({
    feeds: Type.Array(FeedState),
    batches: Type.Array(RegisterBatch),
    next: Nullable(Cursor),
  }),
  refusals: [],
});

export const getRegisterBatch = operation({
  id: 'getRegisterBatch',
  module: 'voter-register',
  method: 'GET',
  path: '/api/register-batches/:id',
  summary: 'One batch: its files, its progress, and the report of its load.',
  access: { kind: 'roles', roles: [...FEED_READERS] },
  params: batchParams,
  answer: Strict({
    batch: RegisterBatch,
    pack: PackCode,
    files: Type.Array(
      Strict({ name: FileName, bytes: Count, rows: Count, sha256: Sha256Hex, received: Count }),
    ),
    report: Nullable(BatchReport),
    /** Per thousand voters of a district, beyond which a batch is held. */
    limits: Strict({ deathsPerMille: Count, changesPerMille: Count }),
    /** Lines set aside, per reason. */
    lines: Type.Array(Strict({ reason: QuarantineReason, count: Count, open: Count })),
  }),
  refusals: [],
});

export const proposeBatchRelease = operation({
  id: 'proposeBatchRelease',
  module: 'voter-register',
  method: 'POST',
  path: '/api/register-batches/:id/releases',
  summary:
    'Puts before a second person that a held batch is right although it changes more than the limit.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: batchParams,
  body: Strict({ reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['batch-not-held', 'proposal-exists'],
});

export const refuseHeldBatch = operation({
  id: 'refuseHeldBatch',
  module: 'voter-register',
  method: 'POST',
  path: '/api/register-batches/:id/refuse',
  summary:
    'Ends a held batch: nothing of it is taken over, and the register sends this sequence anew.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: batchParams,
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['batch-not-held'],
});

/** A line that was set aside, without what stands in it. */
export const QuarantineLine = Strict({
  file: FileName,
  line: Type.Integer({ minimum: 1 }),
  reason: QuarantineReason,
  field: Nullable(Line(60)),
  resolvedAt: Nullable(Instant),
  resolution: Nullable(Line(1000)),
});
export type QuarantineLine = Static<typeof QuarantineLine>;

export const listQuarantine = operation({
  id: 'listQuarantine',
  module: 'voter-register',
  method: 'GET',
  path: '/api/register-batches/:id/quarantine',
  summary: 'Lines of a batch that were set aside, open ones first; what stands in them is sealed.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: batchParams,
  query: Strict({ reason: Type.Optional(QuarantineReason), cursor: Type.Optional(Cursor) }),
  answer: Strict({ lines: Type.Array(QuarantineLine), next: Nullable(Cursor) }),
  refusals: [],
});

const lineParams = Strict({ id: Uuid, file: FileName, line: Digits(9) });

export const openQuarantineLine = operation({
  id: 'openQuarantineLine',
  module: 'voter-register',
  method: 'POST',
  path: '/api/register-batches/:id/quarantine/:file/:line/open',
  summary: 'Shows one line that was set aside, for a purpose. The look is kept in the audit log.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: lineParams,
  body: Strict({ purpose: Reason }),
  /** The line as it came, shortened to what a person reads. */
  answer: Strict({ text: Type.String({ maxLength: 20_000 }) }),
  refusals: [],
});

export const resolveQuarantineLine = operation({
  id: 'resolveQuarantineLine',
  module: 'voter-register',
  method: 'POST',
  path: '/api/register-batches/:id/quarantine/:file/:line/resolve',
  summary: 'Says what became of a line: the register was told, or it stands in a later batch.',
  access: { kind: 'roles', roles: [...FEED_KEEPERS] },
  params: lineParams,
  body: Strict({ resolution: Reason }),
  answer: Nothing,
  refusals: ['line-resolved'],
});

/** 5,000 districts have 400 kB. */
const MAX_CHECKSUMS_LENGTH = 600_000;

export const sendChecksums = operation({
  id: 'sendChecksums',
  module: 'voter-register',
  method: 'POST',
  path: '/api/packs/:pack/register-checksums',
  summary:
    'Brings the signed checksums of a register per district, which are compared with what was taken over.',
  access: { kind: 'roles', roles: [...SUPPLIERS] },
  params: packParams,
  body: Strict({
    checksums: Type.String({ minLength: 2, maxLength: MAX_CHECKSUMS_LENGTH }),
    signature: Signature,
  }),
  maxBodyBytes: 2 * MAX_CHECKSUMS_LENGTH,
  answer: Strict({ reconciliation: Uuid }),
  refusals: [
    'checksums-malformed',
    'supplier-unknown',
    'supplier-ended',
    'signature-wrong',
    'checksums-outdated',
  ],
});

export const Reconciliation = Strict({
  id: Uuid,
  register: Register,
  supplier: Line(200),
  sequence: Count,
  asOf: Instant,
  receivedAt: Instant,
  /** Null: it is being compared. */
  comparedAt: Nullable(Instant),
  districts: Count,
  differing: Nullable(Count),
});
export type Reconciliation = Static<typeof Reconciliation>;

export const listReconciliations = operation({
  id: 'listReconciliations',
  module: 'voter-register',
  method: 'GET',
  path: '/api/packs/:pack/register-checksums',
  summary: 'The newest comparisons with the registers.',
  access: { kind: 'roles', roles: [...FEED_READERS] },
  params: packParams,
  answer: Strict({ reconciliations: Type.Array(Reconciliation) }),
  refusals: [],
});

export const ReconciliationDifference = Strict({
  territory: TerritoryCode,
  name: Line(200),
  theirs: Nullable(DistrictChecksum),
  ours: Nullable(DistrictChecksum),
});

export const getReconciliation = operation({
  id: 'getReconciliation',
  module: 'voter-register',
  method: 'GET',
  path: '/api/register-checksums/:id',
  summary: 'One comparison, with the districts that differ.',
  access: { kind: 'roles', roles: [...FEED_READERS] },
  params: batchParams,
  answer: Strict({
    reconciliation: Reconciliation,
    pack: PackCode,
    differences: Type.Array(ReconciliationDifference),
  }),
  refusals: [],
});
