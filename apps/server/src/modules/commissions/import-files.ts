import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { CountryPack, ImportReport } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { refuseUnreadable, type Unreadable } from '../../platform/csv-table.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { runInWorker } from '../../platform/worker-task.ts';
import { askCalendar, currentGeography, geographyJson, type MayAct } from '../geography/public.ts';
import type {
  CheckedCommissions,
  CommissionFilesToCheck,
  CommissionFileTexts,
} from './check-files.ts';
import { commissionsImported, importRefused } from './events.ts';
import { lockCommissions } from './store.ts';
import { existingJson, insertRows, revisionOf } from './store-import.ts';

type Imported = { readonly report: ImportReport; readonly applied: boolean };

type Subject = {
  readonly pack: CountryPack;
  readonly reason: string;
  readonly actor: Actor;
  readonly now: Date;
};

const CHECK = new URL('./check-files-worker.ts', import.meta.url);

/** Adds commissions and members from files: all of them in one transaction, or none. */
export async function importCommissions(
  database: Database,
  pack: CountryPack,
  mayAct: MayAct,
  actor: Actor,
  now: Date,
  given: { readonly reason: string; readonly files: CommissionFileTexts },
): Promise<Result<Imported, RefusalCode | Refusal>> {
  const current = await currentGeography(database, pack.code);
  if (current === null) return refused('no-geography');
  const revision = await revisionOf(database, pack.code);
  const checked = await runInWorker<Result<CheckedCommissions, Unreadable>>(CHECK, {
    pack,
    files: given.files,
    geography: await geographyJson(database, { pack: pack.code, number: current.number }),
    existing: await existingJson(database, pack.code),
  } satisfies CommissionFilesToCheck);
  if (!checked.ok) return refused(refuseUnreadable(checked.refusal));
  const { report, prepared } = checked.value;
  const subject = { pack, reason: given.reason, actor, now };
  return inTransaction<Imported, RefusalCode | Refusal>(database, async (transaction) => {
    if (prepared === null) return recordWrongImport(transaction, subject, report);
    if (prepared.counts.commissions + prepared.counts.members === 0) {
      return ok({ report, applied: false });
    }
    const allowed = await askCalendar(mayAct, transaction, pack.code, ['form-commissions'], now);
    if (!allowed.ok) return allowed;
    await lockCommissions(transaction, pack.code);
    // The files were checked against what was there then.
    if ((await revisionOf(transaction, pack.code)) !== revision) {
      return refused('revision-conflict');
    }
    await insertRows(transaction, pack.code, prepared.rows, actor.personId);
    await recordFact(transaction, commissionsImported, contextOf(subject), {
      pack: pack.code,
      ...prepared.counts,
      hash: prepared.hash,
      warnings: allowed.value,
      reason: given.reason,
      person: actor.personId,
    });
    return ok({ report, applied: true });
  });
}

async function recordWrongImport(
  transaction: Transaction,
  subject: Subject,
  report: ImportReport,
): Promise<Result<Imported, never>> {
  await recordFact(transaction, importRefused, contextOf(subject), {
    pack: subject.pack.code,
    errors: report.errors,
    rowsQuarantined: report.rowsQuarantined,
    reason: subject.reason,
    person: subject.actor.personId,
  });
  return ok({ report, applied: false });
}

function contextOf({ pack, actor, now }: Subject) {
  return {
    now,
    actor: actor.actingAs,
    election: null,
    territoryPath: pack.root,
    subject: `${pack.code}/commissions`,
  };
}
