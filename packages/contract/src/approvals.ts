import { Instant, Line, Reason, Sha256Hex, TerritoryPath } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Nothing, Nullable, Strict, Uuid } from './schemas.ts';

/** Acts that need a second person. */
export const ProposalKind = Type.Union([
  Type.Literal('grant-role'),
  Type.Literal('reset-sign-in'),
  Type.Literal('approve-geography'),
  Type.Literal('seal-definition'),
  Type.Literal('certify-station-keys'),
  Type.Literal('correct-protocol'),
  Type.Literal('annul-protocol'),
  Type.Literal('settle-alarm'),
  Type.Literal('record-lot'),
  Type.Literal('certify-results'),
  Type.Literal('register-witness'),
  Type.Literal('remove-witness'),
  Type.Literal('decide-duplicate'),
  Type.Literal('approve-assignment'),
  Type.Literal('freeze-roll'),
  Type.Literal('supplement-roll'),
  Type.Literal('print-rolls'),
  Type.Literal('decide-voter-request'),
  Type.Literal('overturn-voter-request'),
  Type.Literal('register-supplier'),
  Type.Literal('end-supplier'),
  Type.Literal('release-held-batch'),
]);
export type ProposalKind = Static<typeof ProposalKind>;

export const ProposalStatus = Type.Union([
  Type.Literal('waiting'),
  Type.Literal('approved'),
  Type.Literal('declined'),
  Type.Literal('withdrawn'),
  Type.Literal('expired'),
]);
export type ProposalStatus = Static<typeof ProposalStatus>;

/** A row of the content, for people: what is asked, in the order in which it should be read. */
export const ContentRow = Strict({
  label: Line(100),
  value: Type.String({ maxLength: 2000 }),
});

export const Proposal = Strict({
  id: Uuid,
  kind: ProposalKind,
  subject: Line(300),
  territoryPath: TerritoryPath,
  reason: Line(1000),
  proposedBy: Line(200),
  proposedAt: Instant,
  expiresAt: Instant,
  status: ProposalStatus,
  decidedBy: Nullable(Line(200)),
  decidedAt: Nullable(Instant),
  decisionReason: Nullable(Line(1000)),
  contentHash: Sha256Hex,
  mayDecide: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
});
export type Proposal = Static<typeof Proposal>;

export const ProposalWithContent = Strict({
  proposal: Proposal,
  /** Canonical JSON of exactly what takes effect; its SHA-256 is the content hash. */
  content: Type.String({ maxLength: 8_000_000 }),
  rows: Type.Array(ContentRow, { maxItems: 200 }),
  /** Address in the administration where the content can be looked at in full; null when the rows are all. */
  link: Nullable(Type.String({ maxLength: 300 })),
});
export type ProposalWithContent = Static<typeof ProposalWithContent>;

const params = Strict({ id: Uuid });

export const listProposals = operation({
  id: 'listProposals',
  module: 'approvals',
  method: 'GET',
  path: '/api/proposals',
  summary:
    'What waits for a second person and may be decided, withdrawn or followed by the caller; newest first.',
  access: { kind: 'signed-in' },
  query: Strict({ status: Type.Optional(ProposalStatus) }),
  answer: Strict({ proposals: Type.Array(Proposal) }),
  refusals: [],
});

export const getProposal = operation({
  id: 'getProposal',
  module: 'approvals',
  method: 'GET',
  path: '/api/proposals/:id',
  summary: 'A proposal with the exact content to be decided.',
  access: { kind: 'signed-in' },
  params,
  answer: ProposalWithContent,
  refusals: [],
});

export const approveProposal = operation({
  id: 'approveProposal',
  module: 'approvals',
  method: 'POST',
  path: '/api/proposals/:id/approve',
  summary: 'Approves exactly the content with this hash; it takes effect in the same transaction.',
  access: { kind: 'signed-in' },
  params,
  body: Strict({ contentHash: Sha256Hex }),
  answer: Strict({
    /** Shown once, for approvals that create a secret such as an invitation. */
    secret: Nullable(Type.String({ maxLength: 200 })),
  }),
  refusals: [
    'second-person-required',
    'not-independent',
    'wider-role-held',
    'proposal-not-waiting',
    'content-changed',
    'sign-in-level-too-low',
    'calendar-blocks',
    'count-open',
    'version-not-draft',
    'version-not-current',
    'definition-has-errors',
    'person-suspended',
    'role-not-grantable',
    'dates-out-of-order',
    'wrong-state',
    'alarm-open',
    'key-certified-already',
    'certification-blocked',
    'lot-not-needed',
    'pair-decided',
    'pair-changed',
    'supplier-registered',
    'supplier-ended',
    'batch-not-held',
    'request-incomplete',
    'request-wrong-state',
    'voter-listed-already',
    'voter-changed',
    'address-unknown',
    'nothing-to-reverse',
    'list-frozen',
  ],
});

export const declineProposal = operation({
  id: 'declineProposal',
  module: 'approvals',
  method: 'POST',
  path: '/api/proposals/:id/decline',
  summary: 'Declines a proposal, with the reason for the person who made it.',
  access: { kind: 'signed-in' },
  params,
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['second-person-required', 'proposal-not-waiting'],
});

export const withdrawProposal = operation({
  id: 'withdrawProposal',
  module: 'approvals',
  method: 'POST',
  path: '/api/proposals/:id/withdraw',
  summary: 'Takes the own proposal back.',
  access: { kind: 'signed-in' },
  params,
  body: Nothing,
  answer: Nothing,
  refusals: ['proposal-not-waiting'],
});
