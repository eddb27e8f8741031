import {
  ElectionCode,
  Instant,
  IsoDate,
  Line,
  Reason,
  Role,
  TerritoryPath,
} from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { operation } from './operation.ts';
import { Cursor, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

/** Names of accounts are not secret and not the person's name: letters of the keyboard, digits, dots. */
export const Username = Type.String({ pattern: '^[a-z][a-z0-9.-]{2,39}$', maxLength: 40 });
/** OWASP: at least 12 characters, long passphrases allowed. Checked again by the server against common ones. */
export const Password = Type.String({ minLength: 12, maxLength: 200 });
export const OneTimeCode = Type.String({ pattern: '^[0-9]{6}$' });

export const SignInLevel = Type.Union([Type.Literal('demo'), Type.Literal('password-and-code')]);

export const Grant = Strict({
  id: Uuid,
  role: Role,
  territoryPath: TerritoryPath,
  territoryName: Line(300),
  election: Nullable(Line(100)),
  from: IsoDate,
  until: Nullable(IsoDate),
  active: Type.Boolean(),
  endedAt: Nullable(Instant),
  proposedBy: Line(200),
  approvedBy: Line(200),
});
export type Grant = Static<typeof Grant>;

export const PersonSummary = Strict({
  id: Uuid,
  username: Username,
  name: Line(200),
  homeTerritory: TerritoryPath,
  status: Type.Union([Type.Literal('invited'), Type.Literal('active'), Type.Literal('suspended')]),
  roles: Type.Array(Role),
});
export type PersonSummary = Static<typeof PersonSummary>;

export const SessionState = Strict({
  person: Strict({ id: Uuid, name: Line(200), username: Username }),
  level: SignInLevel,
  grants: Type.Array(Grant),
  expiresAt: Instant,
  idleExpiresAt: Instant,
  waiting: Type.Integer({ minimum: 0 }),
  demo: Type.Boolean(),
});
export type SessionState = Static<typeof SessionState>;

export const DemoAccount = Strict({
  username: Username,
  name: Line(200),
  role: Role,
  territoryName: Line(300),
});

export const getDemo = operation({
  id: 'getDemo',
  module: 'access',
  method: 'GET',
  path: '/api/demo',
  summary: 'Accounts that the demonstration lets anybody sign in as. Refused outside of it.',
  access: { kind: 'public' },
  answer: Strict({ accounts: Type.Array(DemoAccount) }),
  refusals: ['not-a-demo'],
});

export const signInToDemo = operation({
  id: 'signInToDemo',
  module: 'access',
  method: 'POST',
  path: '/api/demo/session',
  summary: 'Signs in as a demonstration account, without password.',
  access: { kind: 'public' },
  body: Strict({ username: Username }),
  answer: SessionState,
  refusals: ['not-a-demo'],
});

export const signIn = operation({
  id: 'signIn',
  module: 'access',
  method: 'POST',
  path: '/api/session',
  summary: 'Signs in with name, password and a fresh one-time code.',
  access: { kind: 'public' },
  body: Strict({
    username: Username,
    password: Type.String({ maxLength: 200 }),
    code: OneTimeCode,
  }),
  answer: SessionState,
  refusals: ['wrong-credentials', 'sign-in-delayed'],
});

export const getSession = operation({
  id: 'getSession',
  module: 'access',
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, with which grants, until when, and how much waits for them.',
  access: { kind: 'signed-in' },
  answer: SessionState,
  refusals: [],
});

export const signOut = operation({
  id: 'signOut',
  module: 'access',
  method: 'DELETE',
  path: '/api/session',
  summary: 'Ends the own session.',
  access: { kind: 'signed-in' },
  answer: Nothing,
  refusals: [],
});

export const MySession = Strict({
  id: Uuid,
  level: SignInLevel,
  device: Line(200),
  startedAt: Instant,
  lastSeenAt: Instant,
  expiresAt: Instant,
  current: Type.Boolean(),
});

export const listMySessions = operation({
  id: 'listMySessions',
  module: 'access',
  method: 'GET',
  path: '/api/my/sessions',
  summary: 'The own sessions on all devices.',
  access: { kind: 'signed-in' },
  answer: Strict({ sessions: Type.Array(MySession) }),
  refusals: [],
});

export const endMySession = operation({
  id: 'endMySession',
  module: 'access',
  method: 'DELETE',
  path: '/api/my/sessions/:id',
  summary: 'Ends one of the own sessions.',
  access: { kind: 'signed-in' },
  params: Strict({ id: Uuid }),
  answer: Nothing,
  refusals: [],
});

export const InvitationToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

export const openInvitation = operation({
  id: 'openInvitation',
  module: 'access',
  method: 'POST',
  path: '/api/invitations/open',
  summary: 'Shows whom an invitation is for and the secret to load into an authenticator app.',
  access: { kind: 'public' },
  body: Strict({ token: InvitationToken }),
  answer: Strict({
    name: Line(200),
    username: Username,
    /** otpauth:// address, also to be shown as QR. */
    otpauthUri: Type.String({ maxLength: 400 }),
    expiresAt: Instant,
  }),
  refusals: ['invitation-invalid'],
});

export const acceptInvitation = operation({
  id: 'acceptInvitation',
  module: 'access',
  method: 'POST',
  path: '/api/invitations/accept',
  summary: 'Sets password and one-time code; the account can sign in from then on.',
  access: { kind: 'public' },
  body: Strict({ token: InvitationToken, password: Password, code: OneTimeCode }),
  answer: Strict({ username: Username }),
  refusals: ['invitation-invalid', 'password-too-weak', 'code-wrong'],
});

/** Who keeps people's accounts and roles; each inside the own territory. */
const PEOPLE_KEEPERS = ['administrator', 'central-member', 'territorial-member'] as const;

export const listPeople = operation({
  id: 'listPeople',
  module: 'access',
  method: 'GET',
  path: '/api/people',
  summary: 'People whose home is inside the own territory, by name.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS, 'auditor'] },
  query: Strict({ search: Type.Optional(Line(100)), after: Type.Optional(Cursor) }),
  answer: Strict({ people: Type.Array(PersonSummary), next: Nullable(Cursor) }),
  refusals: [],
});

export const getPerson = operation({
  id: 'getPerson',
  module: 'access',
  method: 'GET',
  path: '/api/people/:id',
  summary: 'A person with all grants, past ones too.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS, 'auditor'] },
  params: Strict({ id: Uuid }),
  answer: Strict({ person: PersonSummary, grants: Type.Array(Grant) }),
  refusals: [],
});

export const createPerson = operation({
  id: 'createPerson',
  module: 'access',
  method: 'POST',
  path: '/api/people',
  summary: 'Makes an account without any right and an invitation that is shown once.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS] },
  body: Strict({ username: Username, name: Line(200), homeTerritory: TerritoryPath }),
  answer: Strict({ person: PersonSummary, invitation: InvitationToken, expiresAt: Instant }),
  refusals: ['username-taken', 'grant-outside-own-territory'],
});

export const suspendPerson = operation({
  id: 'suspendPerson',
  module: 'access',
  method: 'POST',
  path: '/api/people/:id/suspend',
  summary: 'Ends all sessions of a person at once and bars sign-in.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS] },
  params: Strict({ id: Uuid }),
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['person-suspended', 'own-grant', 'wider-role-held'],
});

export const proposeSignInReset = operation({
  id: 'proposeSignInReset',
  module: 'access',
  method: 'POST',
  path: '/api/people/:id/sign-in-reset',
  summary:
    'Proposes a new invitation for somebody who lost password or authenticator. Needs a second person.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS] },
  params: Strict({ id: Uuid }),
  body: Strict({ reason: Reason }),
  answer: Strict({ proposalId: Uuid }),
  refusals: ['proposal-exists', 'own-grant', 'wider-role-held'],
});

export const proposeGrant = operation({
  id: 'proposeGrant',
  module: 'access',
  method: 'POST',
  path: '/api/people/:id/grants',
  summary: 'Proposes a role for a person. It takes effect when a second person approves.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS] },
  params: Strict({ id: Uuid }),
  body: Strict({
    role: Role,
    territoryPath: TerritoryPath,
    election: Nullable(ElectionCode),
    from: IsoDate,
    until: Nullable(IsoDate),
    reason: Reason,
  }),
  answer: Strict({ proposalId: Uuid }),
  refusals: [
    'grant-outside-own-territory',
    'role-not-grantable',
    'dates-out-of-order',
    'date-impossible',
    'own-grant',
    'person-suspended',
    'proposal-exists',
  ],
});

export const endGrant = operation({
  id: 'endGrant',
  module: 'access',
  method: 'POST',
  path: '/api/grants/:id/end',
  summary: 'Ends a grant at once; the next call of its holder is judged without it.',
  access: { kind: 'roles', roles: [...PEOPLE_KEEPERS] },
  params: Strict({ id: Uuid }),
  body: Strict({ reason: Reason }),
  answer: Nothing,
  refusals: ['grant-ended', 'role-not-grantable'],
});
