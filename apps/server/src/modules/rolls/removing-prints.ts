import { rm } from 'node:fs/promises';
import { ok, type Result, refused } from '@ovoz/basics';
import { ROLL_PRINTERS, type RefusalCode } from '@ovoz/contract';
import type { Actor } from '../../platform/actor.ts';
import { inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Platform } from '../../platform/platform.ts';
import { barredAt } from './desk.ts';
import { printRemoved } from './events.ts';
import { printFolder } from './print/print-rolls.ts';
import { frozenRoll } from './printing.ts';
import { findPrint, markRemoved, type Print, printsBefore } from './store-prints.ts';

type Outcome = Promise<Result<Record<string, never>, RefusalCode>>;
type Platforms = Pick<Platform, 'database' | 'configuration' | 'now'>;

/** The paper is there long before; whoever needs a roll again has it printed again. */
export const DAYS_KEPT = 30;
const DAY_MS = 86_400_000;

/** Removes the files of a printing for somebody who may have such a one made. */
export async function removeFiles(
  { database, configuration }: Platforms,
  actor: Actor,
  now: Date,
  { code, print: id }: { readonly code: string; readonly print: string },
): Outcome {
  return inTransaction(database, async (transaction): Outcome => {
    const frozen = await frozenRoll(transaction, actor, code);
    if (!frozen.ok) return frozen;
    const print = await findPrint(transaction, id, { lock: true });
    if (print === null) return refused('not-found');
    const barred = await barredFrom(transaction, actor, print);
    if (barred !== null) return refused(barred);
    if (print.status !== 'done') return refused('print-unfinished');
    if (print.removedAt !== null) return refused('print-removed');
    await remove(transaction, configuration, now, { print, code, actor });
    return ok({});
  });
}

/** Removes what was printed long ago, as somebody would have. */
export async function removeOldPrints({ database, configuration, now }: Platforms): Promise<void> {
  const end = new Date(now().getTime() - DAYS_KEPT * DAY_MS);
  for (const { id, election: code } of await printsBefore(database, end)) {
    await inTransaction(database, async (transaction) => {
      const print = await findPrint(transaction, id, { lock: true });
      if (print === null || print.removedAt !== null) return ok(null);
      await remove(transaction, configuration, now(), { print, code, actor: null });
      return ok(null);
    });
  }
}

/** The files of a territory are the matter of those who have territories printed. */
async function barredFrom(
  transaction: Transaction,
  actor: Actor,
  print: Print,
): Promise<RefusalCode | null> {
  if (print.station !== null) return barredAt(transaction, actor, print.station);
  const isPrinter = ROLL_PRINTERS.some((role) => role === actor.actingAs.role);
  return isPrinter ? null : 'not-permitted';
}

/**
 * The folder goes before the fact: should the server stop between, the files are gone, and the next removal, which
 * finds nothing any more, writes down that they are.
 */
async function remove(
  transaction: Transaction,
  { dataDirectory }: Platform['configuration'],
  now: Date,
  {
    print: { id, territoryPath, station, printed },
    code,
    actor,
  }: { readonly print: Print; readonly code: string; readonly actor: Actor | null },
): Promise<void> {
  await rm(printFolder(dataDirectory, id), { recursive: true, force: true });
  await markRemoved(transaction, id, now);
  await recordFact(
    transaction,
    printRemoved,
    {
      now,
      actor: actor?.actingAs ?? null,
      election: code,
      territoryPath,
      subject: `${code}/roll/prints/${id}`,
    },
    {
      territory: station ?? territoryPath,
      print: id,
      files: printed,
      cause: actor === null ? 'age' : 'asked',
      person: actor?.personId ?? null,
    },
  );
}
