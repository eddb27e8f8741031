import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { ImportReport } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { refuseUnreadable, type Unreadable } from '../../platform/csv-table.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { runInWorker } from '../../platform/worker-task.ts';
import { askCalendar, type CalendarWarning, type MayAct } from './calendar.ts';
import type { CheckedFiles, FilesToCheck, FileTexts, PreparedVersion } from './check-files.ts';
import { importRefused, versionDrafted } from './events.ts';
import type { LoadedPack } from './packs.ts';
import type { QuarantinedRow } from './quarantine.ts';
import { contentJson, insertContent } from './store-content.ts';
import {
  type CurrentVersion,
  currentVersion,
  insertImport,
  insertVersion,
  lockVersions,
  nextNumber,
} from './store-versions.ts';

export type GeographyImport = {
  readonly reason: string;
  readonly generated: boolean;
  readonly files: FileTexts;
};

type Imported = {
  readonly importId: string;
  readonly report: ImportReport;
  readonly version: number | null;
};

const CHECK = new URL('./check-files-worker.ts', import.meta.url);

/**
 * Checks files and makes a draft of them, or keeps the report and the wrong rows. What is not sent stays
 * as in the current version, which the draft follows. The checking runs beside, the saving is one
 * transaction: a kill at any moment leaves all or nothing.
 */
export async function importGeography(
  database: Database,
  { pack, boundaries }: LoadedPack,
  mayAct: MayAct,
  actor: Actor,
  now: Date,
  given: GeographyImport,
): Promise<Result<Imported, RefusalCode | Refusal>> {
  if (given.files.stations !== undefined && given.files.stationsGeoJson !== undefined) {
    const reason = 'Send the stations as CSV or as GeoJSON, not both.';
    return refused({
      code: 'invalid-input',
      errors: [{ field: 'body/files/stationsGeoJson', reason }],
    });
  }
  const current = await currentVersion(database, pack.code);
  const base = current === null ? null : await contentJson(database, pack.code, current.number);
  const checked = await runInWorker<Result<CheckedFiles, Unreadable>>(CHECK, {
    pack,
    files: given.files,
    generated: given.generated,
    outlines: [...boundaries.values()].map(({ bytes }) => bytes),
    base,
  } satisfies FilesToCheck);
  if (!checked.ok) return refused(refuseUnreadable(checked.refusal));
  const subject = { pack: pack.code, territoryPath: pack.root, reason: given.reason, actor, now };
  if (!checked.value.fine) {
    const { report, quarantined } = checked.value;
    return inTransaction(database, (transaction) =>
      keepWrongImport(transaction, subject, report, quarantined),
    );
  }
  const { report, version } = checked.value;
  if (version.hash === current?.hash) return refused('no-change');
  return inTransaction(database, async (transaction) => {
    const allowed = await askCalendar(mayAct, transaction, pack.code, version.acts, now);
    if (!allowed.ok) return allowed;
    return saveDraft(transaction, subject, {
      report,
      version,
      current,
      generated: given.generated,
      warnings: allowed.value,
    });
  });
}

type ImportSubject = {
  readonly pack: string;
  readonly territoryPath: string;
  readonly reason: string;
  readonly actor: Actor;
  readonly now: Date;
};

async function keepWrongImport(
  transaction: Transaction,
  { pack, territoryPath, reason, actor, now }: ImportSubject,
  report: ImportReport,
  quarantined: readonly QuarantinedRow[],
): Promise<Result<Imported, never>> {
  const importId = randomUUID();
  await insertImport(transaction, {
    id: importId,
    pack,
    version: null,
    at: now,
    by: actor.personId,
    reason,
    report: JSON.stringify(report),
    quarantined: JSON.stringify(quarantined),
  });
  await recordFact(
    transaction,
    importRefused,
    { now, actor: actor.actingAs, election: null, territoryPath, subject: `${pack}/geography` },
    {
      pack,
      importId,
      errors: report.errors,
      rowsQuarantined: report.rowsQuarantined,
      reason,
      person: actor.personId,
    },
  );
  return ok({ importId, report, version: null });
}

async function saveDraft(
  transaction: Transaction,
  { pack, territoryPath, reason, actor, now }: ImportSubject,
  draft: {
    readonly report: ImportReport;
    readonly version: PreparedVersion;
    readonly current: CurrentVersion | null;
    readonly generated: boolean;
    readonly warnings: CalendarWarning[];
  },
): Promise<Result<Imported, never>> {
  const { version, report } = draft;
  const { hash, counts } = version;
  const follows = draft.current?.number ?? null;
  const importId = randomUUID();
  await lockVersions(transaction, pack);
  const number = await nextNumber(transaction, pack);
  await insertVersion(transaction, {
    pack,
    number,
    follows,
    hash,
    reason,
    ...counts,
    difference: version.difference,
    acts: version.acts,
    createdAt: now,
    createdBy: actor.personId,
  });
  await insertContent(transaction, pack, number, version.rows);
  await insertImport(transaction, {
    id: importId,
    pack,
    version: number,
    at: now,
    by: actor.personId,
    reason,
    report: JSON.stringify(report),
    quarantined: '[]',
  });
  await recordFact(
    transaction,
    versionDrafted,
    {
      now,
      actor: actor.actingAs,
      election: null,
      territoryPath,
      subject: `${pack}/geography/${number}`,
    },
    {
      pack,
      number,
      hash,
      follows,
      generated: draft.generated,
      counts,
      warnings: draft.warnings,
      reason,
      person: actor.personId,
    },
  );
  return ok({ importId, report, version: number });
}
