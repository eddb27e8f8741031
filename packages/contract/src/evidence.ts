import { Instant, Line, Sha256Hex } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Nullable, Strict, Uuid } from './schemas.ts';

/** Which Merkle log a fact goes to: the public one, or the private audit log. */
export const EvidenceLog = Type.Union([Type.Literal('public'), Type.Literal('audit')]);

export const EventTypeDescription = Strict({
  type: Line(60),
  log: EvidenceLog,
  meaning: Line(300),
  fields: Type.Array(
    Strict({
      name: Line(60),
      visibility: Type.Union([Type.Literal('public'), Type.Literal('private')]),
      meaning: Line(300),
    }),
  ),
});
export type EventTypeDescription = Static<typeof EventTypeDescription>;

export const Fact = Strict({
  id: Uuid,
  log: EvidenceLog,
  type: Line(60),
  election: Nullable(Line(100)),
  recordedAt: Instant,
  actorRole: Nullable(Line(40)),
  subject: Line(300),
  /** SHA-256 of the leaf bytes. */
  hash: Sha256Hex,
  /** Place in its log; null until the sequencer has taken it. */
  leafIndex: Nullable(Type.Integer({ minimum: 0 })),
});
export type Fact = Static<typeof Fact>;

export const listEventTypes = operation({
  id: 'listEventTypes',
  module: 'evidence',
  method: 'GET',
  path: '/api/evidence/event-types',
  summary: 'The catalogue of events: what each records, and which fields are public.',
  access: { kind: 'signed-in' },
  answer: Strict({ eventTypes: Type.Array(EventTypeDescription) }),
  refusals: [],
});

/** Public facts are for everybody who works here; the private audit log is for auditors. */
export const listFacts = operation({
  id: 'listFacts',
  module: 'evidence',
  method: 'GET',
  path: '/api/evidence',
  summary: 'Facts of a log, newest first.',
  access: {
    kind: 'roles',
    roles: ['central-member', 'territorial-member', 'observer', 'auditor', 'administrator'],
  },
  query: Strict({
    log: Type.Optional(EvidenceLog),
    type: Type.Optional(Line(60)),
    election: Type.Optional(Line(100)),
    after: Type.Optional(Cursor),
  }),
  answer: Strict({ facts: Type.Array(Fact), next: Nullable(Cursor) }),
  refusals: [],
});

export const getFact = operation({
  id: 'getFact',
  module: 'evidence',
  method: 'GET',
  path: '/api/evidence/:id',
  summary: 'A fact with the exact bytes that are hashed; auditors also see the private part.',
  access: {
    kind: 'roles',
    roles: ['central-member', 'territorial-member', 'observer', 'auditor', 'administrator'],
  },
  params: Strict({ id: Uuid }),
  answer: Strict({
    fact: Fact,
    /** The canonical JSON that is hashed. */
    bytes: Type.String(),
    /** Salt and private fields, canonical JSON; null when there are none or the caller is no auditor. */
    privateBytes: Nullable(Type.String()),
  }),
  refusals: [],
});
