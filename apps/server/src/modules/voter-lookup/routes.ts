import { createSecretKey, type KeyObject } from 'node:crypto';
import { ok, refused } from '@ovoz/basics';
import { type AnswerOf, getPuzzle, lookUpVoter } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../platform/metrics.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { registerKeys } from '../voter-register/public.ts';
import { tablePath } from './build-table.ts';
import { voterKey } from './lookup-key.ts';
import { createLookupLimits, type LookupLimits } from './lookup-limits.ts';
import { openTables } from './open-tables.ts';
import { createPuzzles } from './puzzles.ts';
import { watchAttacks } from './watch-attacks.ts';

/** Longer than any answer: with it all have this length. */
const ANSWER_LENGTH = 110;

/**
 * "Am I on the list": a question with two numbers, an answer with a station or without. No database is asked, nothing
 * of the question is kept or logged. Only when an attack begins and ends, its counts are recorded.
 */
export function registerVoterLookup(
  app: FastifyInstance,
  platform: Platform,
  metrics: Metrics,
  limits: LookupLimits = createLookupLimits(),
): void {
  const { configuration, keys } = platform;
  const register = registerKeys(keys.register);
  const tables = openTables((election) => tablePath(configuration.dataDirectory, election));
  const lookupKeys = new Map<string, KeyObject>();
  const keyOf = (election: string) => {
    const known = lookupKeys.get(election) ?? createSecretKey(register.lookupKey(election));
    lookupKeys.set(election, known);
    return known;
  };
  const attacks = watchAttacks(app, platform, metrics, limits);
  const puzzles = createPuzzles(register.lookupKey('puzzles'));

  serve(app, platform, lookUpVoter, {
    handle: async ({ params, body, request, reply, now }) => {
      const nowMs = now.getTime();
      await attacks.look(now);
      const admission = await limits.admit(request.ip);
      const isUnderAttack = limits.isUnderAttack(nowMs);
      if (admission === 'refused') {
        metrics.countLookup('refused');
        reply.header('retry-after', '60');
        return refused('too-many-requests');
      }
      if (admission === 'puzzle' || isUnderAttack) {
        const isProven = body.proof !== undefined && puzzles.take(body.proof, nowMs, isUnderAttack);
        if (!isProven) {
          metrics.countLookup('puzzle');
          return refused('proof-of-work-needed');
        }
      }
      const table = await tables.of(params.code);
      if (table === null) return refused('lookup-not-built');
      const key = voterKey(keyOf(params.code), body.nationalNumber, body.documentNumber);
      const station = table.find(key);
      const outcome = station === null ? 'missed' : 'found';
      metrics.countLookup(outcome);
      await attacks.note(outcome, params.code, now);
      return ok(answerOf(station, table.description.source));
    },
  });

  serve(app, platform, getPuzzle, {
    handle: async ({ now }) => {
      const nowMs = now.getTime();
      return ok(puzzles.give(nowMs, limits.isUnderAttack(nowMs)));
    },
  });
}

/** One length for all, found or not: whoever sees only the size of the traffic learns nothing. */
export function answerOf(
  station: string | null,
  source: 'roll' | 'register',
): AnswerOf<typeof lookUpVoter> {
  const answer = { found: station !== null, station, source, padding: '' };
  return { ...answer, padding: ' '.repeat(ANSWER_LENGTH - JSON.stringify(answer).length) };
}
