import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, RefusalCode, resolveQuarantineLine } from '@ovoz/contract';
import type { Actor } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/database.ts';
import { recordFact } from '../../../platform/evidence.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openRegister } from '../../../platform/register-scope.ts';
import { registerKeys } from '../register-keys.ts';
import { lineOpened, lineResolved } from './events.ts';
import { findSealedLine, type LineKey, resolveLine } from '../store-quarantine.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Nothing = AnswerOf<typeof resolveQuarantineLine>;

/** A line of 20,000 letters is no person: its beginning shows what it is. */
const MAX_LINE_SHOWN = 20_000;

/** Shows what stands in a line that was set aside. There is no look without its purpose in the audit log. */
export async function openLine(
  { database, keys }: Platform,
  actor: Actor,
  now: Date,
  key: LineKey,
  purpose: string,
): Outcome<{ text: string }> {
  return inTransaction(database, async (transaction): Outcome<{ text: string }> => {
    await openRegister(transaction, [actor.actingAs.territoryPath]);
    const found = await findSealedLine(transaction, key);
    if (found === null) return refused('not-found');
    await recordFact(transaction, lineOpened, contextOf(key, actor, now), {
      batch: key.batch,
      line: `${key.file}:${key.line}`,
      purpose,
      person: actor.personId,
    });
    const text = registerKeys(keys.register).unsealLine(found.sealed);
    return ok({ text: text.slice(0, MAX_LINE_SHOWN) });
  });
}

/** Keeps what became of a line that was set aside: said once. */
export async function settleLine(
  { database }: Platform,
  actor: Actor,
  now: Date,
  key: LineKey,
  resolution: string,
): Outcome<Nothing> {
  return inTransaction(database, async (transaction): Outcome<Nothing> => {
    await openRegister(transaction, [actor.actingAs.territoryPath]);
    const found = await findSealedLine(transaction, key);
    if (found === null) return refused('not-found');
    if (found.resolvedAt !== null) return refused('line-resolved');
    await resolveLine(transaction, key, { by: actor.personId, at: now, resolution });
    await recordFact(transaction, lineResolved, contextOf(key, actor, now), {
      batch: key.batch,
      line: `${key.file}:${key.line}`,
      resolution,
      person: actor.personId,
    });
    return ok({});
  });
}

function contextOf({ batch }: LineKey, { actingAs }: Actor, now: Date) {
  const { territoryPath } = actingAs;
  return {
    now,
    actor: actingAs,
    election: null,
    territoryPath,
    subject: `voter-register/batches/${batch}`,
  };
}
