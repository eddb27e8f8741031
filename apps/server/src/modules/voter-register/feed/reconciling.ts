import { randomUUID } from 'node:crypto';
import { ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import { checksumsMessage, compareChecksums, parseChecksums } from '@ovoz/voter-register';
import { inTransaction } from '../../../platform/database.ts';
import { recordFact } from '../../../platform/evidence.ts';
import { enqueue, type JobTask } from '../../../platform/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Refusal } from '../../../platform/problem.ts';
import { openRegister, WHOLE_REGISTER } from '../../../platform/register-scope.ts';
import type { CountryPacks } from '../../geography/public.ts';
import { checksumsCompared } from './events.ts';
import { signerOf } from './receiving.ts';
import { appliedBatches } from '../store-batches.ts';
import { districtChecksums } from '../store-districts.ts';
import { insertReconciliation, listWaiting, setCompared } from '../store-reconciliations.ts';
import { lockFeed } from '../store-uploads.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode | Refusal>>;

export const RECONCILE_TASK = 'reconcile-register';

/** Takes the signed checksums of a register; a job compares them, since summing up a nation takes its time. */
export async function receiveChecksums(
  { database }: Platform,
  now: Date,
  pack: string,
  {
    checksums: text,
    signature: base64,
  }: { readonly checksums: string; readonly signature: string },
): Outcome<{ reconciliation: string }> {
  const parsed = parseChecksums(text);
  if (!parsed.ok) return parsed;
  const checksums = parsed.value;
  if (checksums.pack !== pack) {
    return refused({ code: 'checksums-malformed', detail: `They are for ${checksums.pack}.` });
  }
  const content = Buffer.from(text);
  const signature = Buffer.from(base64, 'base64');
  const signer = await signerOf(database, checksums, checksumsMessage(content), signature);
  if (!signer.ok) return signer;
  return inTransaction(database, async (transaction): Outcome<{ reconciliation: string }> => {
    const { register, sequence, asOf, districts } = checksums;
    const applied = (await appliedBatches(transaction, pack)).get(register)?.sequence;
    if (applied !== sequence) {
      return refused({
        code: 'checksums-outdated',
        detail: `Number ${applied ?? 0} was applied last.`,
      });
    }
    const id = randomUUID();
    await insertReconciliation(transaction, {
      id,
      pack,
      register,
      supplier: signer.value.id,
      sequence,
      asOf: new Date(asOf),
      receivedAt: now,
      content,
      signature,
      districts: districts.length,
    });
    await enqueue(transaction, RECONCILE_TASK);
    return ok({ reconciliation: id });
  });
}

/**
 * Compares what waits. Checksums that a newer batch has overtaken stay uncompared: a difference would mean
 * nothing.
 */
export function reconcileTask({ database, now }: Platform, packs: CountryPacks): JobTask {
  return async () => {
    for (const { id, pack, register, sequence, content } of await listWaiting(database)) {
      const root = packs.get(pack)?.pack.root;
      if (root === undefined) continue;
      await inTransaction(database, async (transaction) => {
        // Summing up a nation takes longer than a person's call may.
        await transaction`set local statement_timeout = 0`;
        await lockFeed(transaction, pack, register);
        await openRegister(transaction, WHOLE_REGISTER);
        const applied = (await appliedBatches(transaction, pack)).get(register)?.sequence;
        if (applied !== sequence) return ok(null);
        const parsed = parseChecksums(content.toString());
        const checksums = present(
          parsed.ok ? parsed.value : undefined,
          'checksums are read before they are kept',
        );
        const ours = await districtChecksums(transaction, root, register);
        const differences = compareChecksums(checksums.districts, ours);
        const at = now();
        if (!(await setCompared(transaction, id, differences, at))) return ok(null);
        const subject = `${pack}/voter-register/${register}/${sequence}`;
        await recordFact(
          transaction,
          checksumsCompared,
          { now: at, actor: null, election: null, territoryPath: root, subject },
          {
            pack,
            register,
            sequence,
            districts: checksums.districts.length,
            differing: differences.length,
          },
        );
        return ok(null);
      });
    }
  };
}
