import { assert, ok, refused } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import type { NewSignIn } from '../../platform/sessions.ts';
import type { DemoAccounts } from './demo-accounts.ts';
import { describeDevice } from './device.ts';
import { sessionEnded, signedIn as signedInEvent } from './events.ts';
import { type CountWaiting, describeSession } from './session-state.ts';
import { aboutSignIn, checkSignIn, knownDevice } from './sign-in.ts';
import { endSession, listSessionsOf, sessionRecords } from './store-sessions.ts';

/** The browser's proof that this account was used on it before; a year, as people keep devices. */
const DEVICE_COOKIE = 'ovoz-device';
const DEVICE_COOKIE_SECONDS = 365 * 24 * 60 * 60;

/** Id of the device from which somebody signs in to an account that was used on it before, or null. */
export function deviceOfSignIn(keys: ServerKeys, request: FastifyRequest): string | null {
  const { body } = request;
  if (typeof body !== 'object' || body === null || !('username' in body)) return null;
  if (typeof body.username !== 'string') return null;
  const deviceMark = request.cookies[DEVICE_COOKIE] ?? null;
  return knownDevice(keys, { username: body.username, deviceMark });
}

export function registerSignIn(
  app: FastifyInstance,
  platform: Platform,
  countWaiting: CountWaiting,
  demoAccounts: DemoAccounts,
): void {
  const { database, keys, installation } = platform;
  const records = sessionRecords(database, platform.now);
  const secure = platform.configuration.adminOrigin.startsWith('https:');

  serve(app, platform, contract.getDemo, {
    handle: async () => {
      if (installation.kind !== 'demo') return refused('not-a-demo');
      return ok({ accounts: await demoAccounts.list(database) });
    },
  });

  serve(app, platform, contract.signInToDemo, {
    handle: async ({ body, request, now }) => {
      if (installation.kind !== 'demo') return refused('not-a-demo');
      const person = await demoAccounts.find(database, body.username);
      if (person === null) return refused('not-found');
      const { id: personId, homeTerritory } = person;
      await recordFact(database, signedInEvent, aboutSignIn(now, homeTerritory), {
        person: personId,
        level: 'demo',
      });
      return ok(await beginSession(request, { personId, level: 'demo' }, now));
    },
  });

  serve(app, platform, contract.signIn, {
    handle: async ({ body, request, reply, now }) => {
      const deviceMark = request.cookies[DEVICE_COOKIE] ?? null;
      const checked = await checkSignIn(database, keys, { ...body, deviceMark }, now);
      if (!checked.ok) return checked;
      rememberDevice(reply, checked.value.deviceMark);
      const { personId } = checked.value;
      return ok(await beginSession(request, { personId, level: 'password-and-code' }, now));
    },
  });

  serve(app, platform, contract.getSession, {
    handle: async ({ signedIn, now }) =>
      ok(await describeSession(platform, countWaiting, signedIn, now)),
  });

  serve(app, platform, contract.signOut, {
    handle: async ({ request }) => {
      await request.session.destroy();
      return ok({});
    },
  });

  serve(app, platform, contract.listMySessions, {
    handle: async ({ signedIn, now }) => {
      const sessions = await listSessionsOf(database, signedIn.personId, now);
      return ok({
        sessions: sessions.map((session) => ({
          ...session,
          startedAt: session.startedAt.toISOString(),
          lastSeenAt: session.lastSeenAt.toISOString(),
          expiresAt: session.expiresAt.toISOString(),
          current: session.id === signedIn.sessionId,
        })),
      });
    },
  });

  serve(app, platform, contract.endMySession, {
    handle: async ({ params, signedIn, now }) =>
      inTransaction(database, async (transaction) => {
        if (!(await endSession(transaction, signedIn.personId, params.id)))
          return refused('not-found');
        await recordFact(transaction, sessionEnded, aboutSignIn(now, signedIn.homeTerritory), {
          person: signedIn.personId,
        });
        return ok({});
      }),
  });

  /** A new session id at every sign-in, so that a fixed one is worth nothing. */
  async function beginSession(
    request: FastifyRequest,
    { personId, level }: Pick<NewSignIn, 'personId' | 'level'>,
    now: Date,
  ) {
    await request.session.regenerate();
    const device = describeDevice(request.headers['user-agent']);
    request.session.newSignIn = { personId, level, device };
    await request.session.save();
    const signedIn = await records.load(request.session.sessionId);
    assert(signedIn !== null, 'a session that was just saved can be read');
    return describeSession(platform, countWaiting, signedIn, now);
  }

  function rememberDevice(reply: FastifyReply, mark: string): void {
    reply.setCookie(DEVICE_COOKIE, mark, {
      path: '/api/session',
      httpOnly: true,
      sameSite: 'strict',
      secure,
      maxAge: DEVICE_COOKIE_SECONDS,
    });
  }
}
