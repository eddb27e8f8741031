import { createHmac, randomBytes } from 'node:crypto';
import { sessionRecords } from '../src/modules/access/store-sessions.ts';
import type { Database } from '../src/platform/database.ts';
import type { ServerKeys } from '../src/platform/server-keys.ts';

const TOKEN_BYTES = 24;

/**
 * Opens a session of a person without signing in, and returns its cookie: for benchmarks with more people than
 * may sign in from one network in a minute. The cookie is signed as @fastify/cookie does it.
 */
export async function openSession(
  owner: Database,
  { cookie: secret }: Pick<ServerKeys, 'cookie'>,
  personId: string,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const records = sessionRecords(owner, () => new Date());
  await records.save(token, { personId, level: 'demo', device: 'benchmark' });
  const mark = createHmac('sha256', secret).update(token).digest('base64').replace(/=+$/, '');
  return `ovoz=${encodeURIComponent(`${token}.${mark}`)}`;
}
