import { defineEvent } from '../../platform/event.ts';

const person = { visibility: 'private', meaning: 'Internal id of the person concerned.' } as const;
const by = { visibility: 'private', meaning: 'Internal id of the person who acted.' } as const;
const reason = { visibility: 'private', meaning: 'Reason that was given.' } as const;

export const signedIn = defineEvent({
  type: 'access.signed-in',
  log: 'audit',
  meaning: 'A person signed in.',
  fields: { person, level: { visibility: 'public', meaning: 'How: demo, or password and code.' } },
});

export const signInFailed = defineEvent({
  type: 'access.sign-in-failed',
  log: 'audit',
  meaning: 'Somebody failed to sign in to an account that exists.',
  fields: {
    person,
    knownDevice: {
      visibility: 'public',
      meaning: 'Whether the account was used on this device before.',
    },
    delayed: { visibility: 'public', meaning: 'Whether further attempts now have to wait.' },
  },
});

export const sessionEnded = defineEvent({
  type: 'access.session-ended',
  log: 'audit',
  meaning: 'A person ended one of their own sessions.',
  fields: { person },
});

export const personCreated = defineEvent({
  type: 'access.person-created',
  log: 'audit',
  meaning: 'An account without any right was made and an invitation handed out.',
  fields: { person, by },
});

export const invitationAccepted = defineEvent({
  type: 'access.invitation-accepted',
  log: 'audit',
  meaning: 'A person set password and one-time code by an invitation.',
  fields: { person },
});

export const personSuspended = defineEvent({
  type: 'access.person-suspended',
  log: 'audit',
  meaning: 'All sessions of a person were ended and sign-in barred.',
  fields: { person, by, reason },
});

export const signInReset = defineEvent({
  type: 'access.sign-in-reset',
  log: 'audit',
  meaning: 'Two people gave a person a new invitation in place of password and authenticator.',
  fields: { person, by },
});

export const roleGranted = defineEvent({
  type: 'access.role-granted',
  log: 'public',
  meaning: 'Two people gave a role to a third for a territory and a time.',
  fields: {
    grant: { visibility: 'public', meaning: 'Id of the grant.' },
    role: { visibility: 'public', meaning: 'The role.' },
    territory: { visibility: 'public', meaning: 'Path of the territory that the role covers.' },
    election: { visibility: 'public', meaning: 'The only election that it is for, or null.' },
    from: { visibility: 'public', meaning: 'First day.' },
    until: { visibility: 'public', meaning: 'Last day, or null.' },
    person,
    by,
  },
});

export const grantEnded = defineEvent({
  type: 'access.grant-ended',
  log: 'public',
  meaning: 'A role was taken away, with effect from the very next call.',
  fields: {
    grant: { visibility: 'public', meaning: 'Id of the grant.' },
    role: { visibility: 'public', meaning: 'The role.' },
    person,
    by,
    reason,
  },
});

export const peopleLookedUp = defineEvent({
  type: 'access.person-looked-up',
  log: 'audit',
  meaning: 'A person’s account with its roles was read by somebody who keeps accounts.',
  fields: { person, by },
});

export const accessEvents = [
  signedIn,
  signInFailed,
  sessionEnded,
  personCreated,
  invitationAccepted,
  personSuspended,
  signInReset,
  roleGranted,
  grantEnded,
  peopleLookedUp,
];
