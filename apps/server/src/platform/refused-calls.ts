import type { AnyOperation, RefusalCode } from '@ovoz/contract';
import type { FastifyRequest } from 'fastify';
import { defineEvent } from './event.ts';
import { recordFact } from './evidence.ts';
import type { Platform } from './platform.ts';

export const callRefused = defineEvent({
  type: 'platform.call-refused',
  log: 'audit',
  meaning: 'A signed-in person tried an act that was refused for lack of a right, or by a rule.',
  fields: {
    operation: { visibility: 'public', meaning: 'Id of the operation in the contract.' },
    code: { visibility: 'public', meaning: 'Code of the refusal.' },
    person: { visibility: 'private', meaning: 'Internal id of the person.' },
  },
});

/** Refusals that say nothing about a person's conduct and would only fill the log. */
const UNREMARKABLE: readonly RefusalCode[] = ['not-signed-in', 'invalid-input'];

/**
 * Puts a refused call of a signed-in person into the audit log, in a transaction of its own,
 * since the refused act's transaction was rolled back. Anonymous refusals are only counted as metrics:
 * a log that strangers can fill is a weapon.
 */
export async function recordRefusedCall(
  platform: Platform,
  request: FastifyRequest,
  operation: AnyOperation,
  code: RefusalCode,
): Promise<void> {
  // The public origin has no sessions.
  const session = request.session as FastifyRequest['session'] | undefined;
  const signedIn = session?.signedIn;
  if (signedIn === undefined || UNREMARKABLE.includes(code)) return;
  // Where the person works: so that the auditor of that country reads it.
  const [widest] = signedIn.grants
    .map((grant) => grant.territoryPath)
    .toSorted((a, b) => a.length - b.length);
  await recordFact(
    platform.database,
    callRefused,
    {
      now: platform.now(),
      actor: null,
      election: null,
      territoryPath: widest ?? signedIn.homeTerritory,
      subject: operation.id,
    },
    { operation: operation.id, code, person: signedIn.personId },
  );
}
