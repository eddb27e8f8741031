import cookie from '@fastify/cookie';
import session, { type SessionStore } from '@fastify/session';
import type { FastifyInstance, Session } from 'fastify';
import type { SignedIn } from './actor.ts';
import type { Platform } from './platform.ts';

/** NIST SP 800-63B, AAL2: reauthenticate after 12 hours, or 30 minutes without a call. */
export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000;
export const SESSION_IDLE_MS = 30 * 60 * 1000;

/** A sign-in that has just happened; saving the session turns it into a row. */
export type NewSignIn = {
  readonly personId: string;
  readonly level: SignedIn['level'];
  readonly device: string;
};

declare module 'fastify' {
  interface Session {
    signedIn?: SignedIn;
    newSignIn?: NewSignIn;
  }
}

/** Where sessions are kept; the access module owns the tables. */
export type SessionRecords = {
  /** The person behind a session id with the grants of this moment, or null. */
  readonly load: (token: string) => Promise<SignedIn | null>;
  readonly save: (token: string, signIn: NewSignIn) => Promise<void>;
  readonly end: (token: string) => Promise<void>;
};

/**
 * Sessions by @fastify/session: signed random id in a strict, http-only cookie, renewed at sign-in.
 * The records hold only the hash of the id. Person and grants are read with every request, in one
 * query, so that a role that ends is gone with the next call.
 */
export async function registerSessions(
  app: FastifyInstance,
  platform: Platform,
  records: SessionRecords,
): Promise<void> {
  const secure = platform.configuration.adminOrigin.startsWith('https:');
  await app.register(cookie);
  await app.register(session, {
    secret: platform.keys.cookie,
    cookieName: secure ? '__Host-ovoz' : 'ovoz',
    cookie: { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: SESSION_LIFETIME_MS },
    saveUninitialized: false,
    rolling: false,
    store: storeOf(records),
  });
}

function storeOf(records: SessionRecords): SessionStore {
  return {
    get: (token, done) => {
      records.load(token).then((signedIn) => done(null, toSession(signedIn)), done);
    },
    set: (token, current, done) => {
      const { newSignIn } = current;
      if (newSignIn === undefined) return done();
      records.save(token, newSignIn).then(
        () => done(),
        (error: unknown) => {
          // The refusal that follows is sent with the same session, which is not tried again.
          delete current.newSignIn;
          done(error);
        },
      );
    },
    destroy: (token, done) => {
      records.end(token).then(() => done(), done);
    },
  };
}

function toSession(signedIn: SignedIn | null): Session | null {
  if (signedIn === null) return null;
  const expires = new Date(signedIn.expiresAt);
  return { cookie: { originalMaxAge: SESSION_LIFETIME_MS, expires }, signedIn };
}
