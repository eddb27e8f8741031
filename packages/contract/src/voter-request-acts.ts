import { Instant, Line, MAX_LINE, Reason, Sha256Hex } from '@ovoz/election-model';
import { RequestError, RequestStatus } from '@ovoz/voter-register';
import Type from 'typebox';
import { operation } from './operation.ts';
import { MAX_SCAN_BYTES } from './result-protocols.ts';
import { Digits, Nothing, Nullable, Strict, Uuid } from './schemas.ts';
import {
  APPEAL_DECIDERS,
  DocumentType,
  NoticeMethod,
  REQUEST_DECIDERS,
  requestParams,
} from './voter-requests.ts';
import { VOTER_READERS } from './voters.ts';

export const addRequestDocument = operation({
  id: 'addRequestDocument',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/documents',
  summary:
    'Adds a paper that the request rests on. It is kept encrypted; its hash stands in the evidence.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({
    name: Line(200),
    mediaType: DocumentType,
    base64: Type.String({
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      maxLength: Math.ceil(MAX_SCAN_BYTES / 3) * 4,
    }),
  }),
  answer: Strict({ number: Type.Integer({ minimum: 1 }), hash: Sha256Hex }),
  refusals: [
    'no-desk',
    'request-wrong-state',
    'scan-too-large',
    'scan-unreadable',
    'too-many-documents',
  ],
  maxBodyBytes: Math.ceil(MAX_SCAN_BYTES / 3) * 4 + 4096,
});

export const getRequestDocument = operation({
  id: 'getRequestDocument',
  module: 'voter-requests',
  method: 'GET',
  path: '/api/voter-requests/:id/documents/:number',
  summary: 'A paper of a request. Looking at it is recorded.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: Strict({ id: Uuid, number: Digits(4) }),
  answer: Strict({ name: Line(200), mediaType: DocumentType, base64: Type.String() }),
  refusals: ['no-desk', 'document-unknown'],
});

export const giveHearingNotice = operation({
  id: 'giveHearingNotice',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/hearing-notice',
  summary:
    'Records that the person who is to be removed was told, and how. The time for an answer starts.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ method: NoticeMethod, words: Reason }),
  answer: Strict({ answerUntil: Instant }),
  refusals: ['no-desk', 'request-wrong-state'],
});

export const recordDelivery = operation({
  id: 'recordDelivery',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/hearing-notice/delivered',
  summary: 'Records that the notice arrived, and what the person answered.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ answer: Nullable(Line(1000)) }),
  answer: Nothing,
  refusals: ['no-desk', 'request-wrong-state'],
});

export const decideVoterRequest = operation({
  id: 'decideVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/decision',
  summary:
    'Decides a request. Adding, removing, restoring and another birth date wait for a second person; what else somebody else registered takes effect at once, on evidence.',
  access: { kind: 'roles', roles: [...REQUEST_DECIDERS] },
  params: requestParams,
  body: Strict({
    revision: Type.Integer({ minimum: 1 }),
    decision: Type.Union([Type.Literal('grant'), Type.Literal('reject')]),
    /** Why it is rejected, in the words of NIST SP 1500-102. */
    error: Nullable(RequestError),
    words: Reason,
  }),
  answer: Strict({ status: RequestStatus, proposalId: Nullable(Uuid) }),
  refusals: [
    'no-desk',
    'request-wrong-state',
    'answer-awaited',
    'evidence-missing',
    'revision-conflict',
    'request-incomplete',
    'proposal-exists',
    'second-person-required',
    'not-independent',
    'identity-not-found',
    'voter-ineligible',
    'nothing-to-reverse',
    'voter-listed-already',
    'voter-changed',
    'address-unknown',
    'list-frozen',
    'abroad-already',
    'abroad-not',
    'sign-in-level-too-low',
  ],
});

export const giveDecisionNotice = operation({
  id: 'giveDecisionNotice',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/decision-notice',
  summary: 'Records that the decision was told to whom it concerns, and how.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ method: NoticeMethod, words: Reason }),
  answer: Nothing,
  refusals: ['no-desk', 'request-wrong-state'],
});

export const withdrawVoterRequest = operation({
  id: 'withdrawVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/withdrawal',
  summary: 'Ends a request that who asked took back.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ words: Reason }),
  answer: Nothing,
  refusals: ['no-desk', 'request-wrong-state'],
});

export const appealVoterRequest = operation({
  id: 'appealVoterRequest',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/appeal',
  summary: 'Registers an appeal against the decision about a request.',
  access: { kind: 'roles', roles: [...VOTER_READERS] },
  params: requestParams,
  body: Strict({ submittedBy: Line(MAX_LINE), ground: Reason }),
  answer: Strict({ dueAt: Instant }),
  refusals: ['no-desk', 'request-wrong-state'],
});

export const decideVoterAppeal = operation({
  id: 'decideVoterAppeal',
  module: 'voter-requests',
  method: 'POST',
  path: '/api/voter-requests/:id/appeal/decision',
  summary:
    'Decides an appeal, by somebody of a commission above who had no part in the decision. Overturning what two people decide waits for a second one.',
  access: { kind: 'roles', roles: [...APPEAL_DECIDERS] },
  params: requestParams,
  body: Strict({
    outcome: Type.Union([Type.Literal('upheld'), Type.Literal('overturned')]),
    words: Reason,
  }),
  answer: Strict({ proposalId: Nullable(Uuid) }),
  refusals: [
    'request-wrong-state',
    'proposal-exists',
    'evidence-missing',
    'answer-awaited',
    'second-person-required',
    'not-independent',
    'identity-not-found',
    'voter-ineligible',
    'nothing-to-reverse',
    'voter-listed-already',
    'voter-changed',
    'address-unknown',
    'list-frozen',
    'abroad-already',
    'abroad-not',
    'request-incomplete',
    'sign-in-level-too-low',
  ],
});
