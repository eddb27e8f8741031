import { randomUUID } from 'node:crypto';
import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import type {
  BodyOf,
  decideObjection,
  Objection,
  RefusalCode,
  registerObjection,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { objectionDecided, objectionRegistered } from './events.ts';
import {
  decideStored,
  findStored,
  insertStored,
  type ObjectionRecord,
} from './store-objections.ts';

/** Registers an objection at a station that is there, with a deadline that is still to come. */
export async function register(
  database: Database,
  actor: Actor,
  times: { readonly now: Date; readonly legal: Date },
  { election, territoryPath }: { readonly election: string; readonly territoryPath: TerritoryPath },
  { station, contest, submittedBy, text, deadline }: BodyOf<typeof registerObjection>,
): Promise<Result<{ number: number }, RefusalCode>> {
  const until = new Date(deadline);
  if (Number.isNaN(until.getTime()) || until <= times.legal) return refused('dates-out-of-order');
  return inTransaction(
    database,
    async (transaction): Promise<Result<{ number: number }, RefusalCode>> => {
      const number = await insertStored(transaction, election, {
        id: randomUUID(),
        station,
        territoryPath,
        contest,
        submittedBy,
        text,
        deadline: until,
        registeredBy: actor.personId,
        registeredAt: times.now,
      });
      await recordFact(
        transaction,
        objectionRegistered,
        factAbout(actor, times.now, election, number, territoryPath),
        {
          number,
          station,
          contest,
          deadline: until.toISOString(),
          text: sha256(canonicalJson({ submittedBy, text })).toString('hex'),
          person: actor.personId,
        },
      );
      return ok({ number });
    },
  );
}

/** Decides it, once, by another person than the one who registered it. */
export async function decide(
  database: Database,
  actor: Actor,
  times: { readonly now: Date; readonly legal: Date },
  { election, number }: { readonly election: string; readonly number: number },
  { decision, text }: BodyOf<typeof decideObjection>,
): Promise<Result<Record<string, never>, RefusalCode>> {
  return inTransaction(
    database,
    async (transaction): Promise<Result<Record<string, never>, RefusalCode>> => {
      const found = await findStored(transaction, election, number, { lock: true });
      if (found === null) return refused('not-found');
      if (found.decision !== null) return refused('objection-decided');
      if (found.registeredBy === actor.personId) return refused('second-person-required');
      const end = { decision, text, by: actor.personId, at: times.now };
      await decideStored(transaction, election, number, end);
      await recordFact(
        transaction,
        objectionDecided,
        factAbout(actor, times.now, election, number, found.territoryPath),
        {
          number,
          decision,
          overdue: times.legal > found.deadline,
          text: sha256(text).toString('hex'),
          person: actor.personId,
        },
      );
      return ok({});
    },
  );
}

export function presentObjection(one: ObjectionRecord, legal: Date): Objection {
  return {
    number: one.number,
    station: one.station,
    contest: one.contest,
    territoryPath: one.territoryPath,
    submittedBy: one.submittedBy,
    text: one.text,
    deadline: one.deadline.toISOString(),
    overdue: one.decision === null && legal > one.deadline,
    registeredAt: one.registeredAt.toISOString(),
    decision: one.decision,
    decisionText: one.decisionText,
    decidedAt: one.decidedAt?.toISOString() ?? null,
  };
}

function factAbout(
  actor: Actor,
  now: Date,
  election: string,
  number: number,
  territoryPath: TerritoryPath,
) {
  const subject = `${election}/objections/${number}`;
  return { now, actor: actor.actingAs, election, territoryPath, subject };
}
