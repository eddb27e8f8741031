import Type, { type Static } from 'typebox';

/**
 * Every code that a refusal can carry, with its HTTP status and one sentence for people.
 * Codes are public: they are never renamed or reused.
 */
export const REFUSALS = {
  'invalid-input': [400, 'The request does not have the expected form.'],
  'not-signed-in': [401, 'Sign in first.'],
  'not-permitted': [403, 'Your roles do not include this act.'],
  'wrong-origin': [403, 'The request came from another site.'],
  'not-found': [404, 'There is no such thing, or it is outside your territory.'],
  'method-not-allowed': [405, 'This address does not take this method.'],
  'body-too-large': [413, 'The request is larger than this operation accepts.'],
  'unsupported-media-type': [415, 'Send JSON.'],
  'too-many-requests': [429, 'Too many requests from this account. Wait and try again.'],
  'internal-error': [500, 'Something failed here. Nothing was changed.'],
  unavailable: [503, 'The service cannot answer now. Try again shortly.'],
  'outcome-unknown': [
    503,
    'The connection was lost while saving. Look whether the change is there.',
  ],
  'disk-full': [507, 'The server has no space left. Nothing was changed.'],

  'wrong-credentials': [401, 'Name, password and code do not fit together.'],
  'sign-in-delayed': [
    429,
    'Too many failed attempts on this account from unknown devices. Wait, or use a device you have signed in from before.',
  ],
  'sign-in-level-too-low': [
    403,
    'A live election needs a stronger sign-in than password and one-time code.',
  ],
  'not-a-demo': [404, 'This installation is not a demonstration.'],
  'invitation-invalid': [404, 'The invitation is wrong, used or expired.'],
  'password-too-weak': [422, 'The password is too short or too common.'],
  'code-wrong': [422, 'The one-time code is wrong or was used already.'],
  'username-taken': [409, 'There is already an account with this name.'],
  'person-suspended': [409, 'The account is suspended.'],
  'grant-ended': [409, 'The grant has ended already.'],
  'grant-outside-own-territory': [
    422,
    'You can grant only inside the territory of your own grant.',
  ],
  'role-not-grantable': [422, 'Your role cannot grant this role.'],
  'dates-out-of-order': [422, 'The end is before the beginning.'],
  'wider-role-held': [403, 'The person holds a role that you could not give.'],
  'own-grant': [422, 'Nobody proposes a grant for themselves.'],

  'second-person-required': [403, 'The person who proposed it cannot decide it.'],
  'not-independent': [
    403,
    'One of the two people handed out the account of the other, so they may be one person.',
  ],
  'proposal-not-waiting': [409, 'The proposal was decided, withdrawn or has expired.'],
  'content-changed': [409, 'The content is not what you were shown. Look again.'],
  'proposal-exists': [409, 'The same act is already waiting for a second person.'],

  'pack-unknown': [404, 'There is no such country pack.'],
  'import-has-errors': [422, 'The import has errors; nothing was applied.'],
  'import-unreadable': [422, 'The file cannot be read as what it says it is.'],
  'version-not-draft': [409, 'Only a draft can be changed.'],
  'version-not-current': [409, 'The version is not the current one.'],
  'no-geography': [409, 'The country has no approved geography yet.'],
  'no-change': [409, 'There is no difference to the current version.'],
  'calendar-blocks': [409, 'The election calendar does not allow this act now.'],

  'commission-code-taken': [409, 'There is already a commission with this code.'],
  'seat-taken': [
    409,
    'The person, or another one in this office, serves in the commission at that time already.',
  ],
  'membership-ended': [409, 'The membership has ended already.'],

  'election-code-taken': [409, 'There is already an election with this code.'],
  'revision-conflict': [
    409,
    'Somebody else saved meanwhile. Load the newest state and repeat your change.',
  ],
  'definition-has-errors': [422, 'The definition has errors that have to be mended first.'],
  'date-impossible': [422, 'There is no such day, or the days are out of order.'],
  'clock-is-real': [409, 'A live election runs on real time.'],
  'clock-backwards': [409, 'Outside the demonstration the election clock does not go back.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** Codes that any operation may answer with. */
export const GENERAL_REFUSALS: readonly RefusalCode[] = [
  'invalid-input',
  'not-signed-in',
  'not-permitted',
  'wrong-origin',
  'not-found',
  'method-not-allowed',
  'body-too-large',
  'unsupported-media-type',
  'too-many-requests',
  'internal-error',
  'unavailable',
  'outcome-unknown',
  'disk-full',
];

/** Why a call was refused: RFC 9457 problem details with a stable code. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  requestId: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), reason: Type.String() }))),
});
export type Problem = Static<typeof Problem>;
