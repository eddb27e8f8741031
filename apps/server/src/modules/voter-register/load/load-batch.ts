import { ok, type Result, refused } from '@ovoz/basics';
import type { BatchReport } from '@ovoz/voter-register';
import { inTransaction, type Database } from '../../../platform/database.ts';
import { addToDistricts, countDistrictsAnew, districtCounts } from '../store-districts.ts';
import { endLoad, type LoadEnd } from '../store-load-batches.ts';
import { isEmptyTable, prepareForLoad } from '../store-load-fill.ts';
import { countCrowded, countMissing } from '../store-load-persons.ts';
import { recordApplied, recordHeld, recordRefused } from './load-facts.ts';
import { loadEvents } from './load-events.ts';
import type { InTransaction, LoadJob } from './load-job.ts';
import { fillPersons, mergePersons } from './load-persons.ts';
import { LoadRefused } from './load-refused.ts';
import { keepQuarantine } from './quarantine-lines.ts';
import { districtTally, newTally, reportOf } from './tally.ts';

/**
 * Loads one batch in one transaction: all of it is in the register afterwards, or nothing. Killed at any moment it
 * leaves nothing behind, and the next attempt begins anew. What would change too much of a district is rolled back and
 * waits for two people.
 * @param database as the owner: the whole register, and its indexes
 */
export async function loadBatch(
  database: Database,
  plan: Omit<LoadJob, 'tally'>,
): Promise<LoadEnd> {
  const ended = await attempt(database, plan);
  if (ended.ok) return ended.value;
  const end = ended.refusal;
  await database.begin(async (transaction) => {
    const job = { ...plan, tally: newTally() };
    await endLoad(transaction, plan.batch.id, end, plan.now);
    await (end.status === 'held'
      ? recordHeld({ transaction, job }, end.report)
      : recordRefused({ transaction, job }, end.status === 'refused' ? end.refusal : ''));
  });
  return end;
}

async function attempt(
  database: Database,
  plan: Omit<LoadJob, 'tally'>,
): Promise<Result<LoadEnd, LoadEnd>> {
  try {
    return await inTransaction(database, async (transaction): Promise<Result<LoadEnd, LoadEnd>> => {
      const job = { ...plan, tally: newTally() };
      const report = await load({ transaction, job });
      if (report.districts.some(({ isHeld }) => isHeld)) return refused({ status: 'held', report });
      const end = { status: 'applied', report } as const;
      await recordApplied({ transaction, job }, report);
      await endLoad(transaction, plan.batch.id, end, plan.now);
      return ok(end);
    });
  } catch (error) {
    if (!(error instanceof LoadRefused)) throw error;
    return refused({ status: 'refused', refusal: error.code, report: null });
  }
}

async function load({ transaction, job }: InTransaction): Promise<BatchReport> {
  await prepareForLoad(transaction);
  const before = await districtCounts(transaction);
  const { batch, register } = job;
  const isAddresses = batch.register === 'address';
  const isFirst = await isEmptyTable(transaction, isAddresses ? 'addresses' : 'voters');
  await (isAddresses ? loadAddressBatch : loadCivilBatch)({ transaction, job }, isFirst);
  await keepQuarantine({ transaction, job });
  // Nothing limits the first batch, and one that two people released.
  const limits = isFirst || batch.isReleased ? null : register.rules.circuitBreaker;
  return reportOf(job.tally, before, limits);
}

async function loadAddressBatch(
  { transaction, job }: InTransaction,
  isFirst: boolean,
): Promise<void> {
  // Brings the geography and the assignment along: a second that a day's changes of people need not wait for.
  const { loadAddresses } = await import('./load-addresses.ts');
  await loadAddresses({ transaction, job }, isFirst);
  await addDifferences({ transaction, job });
}

async function loadCivilBatch(
  { transaction, job }: InTransaction,
  isFirst: boolean,
): Promise<void> {
  await (isFirst ? fillPersons({ transaction, job }) : mergePersons({ transaction, job }));
  await loadEvents({ transaction, job });
  await job.progress('counting', 0);
  await (isFirst ? countAll({ transaction, job }) : addDifferences({ transaction, job }));
  await findGaps({ transaction, job }, isFirst);
}

async function addDifferences({ transaction, job }: InTransaction): Promise<void> {
  const differences = [...job.tally.districts].map(
    ([path, { difference }]) => [path, difference] as const,
  );
  await addToDistricts(transaction, new Map(differences));
}

async function countAll({ transaction, job }: InTransaction): Promise<void> {
  await countDistrictsAnew(transaction);
  for (const { path, registered } of await districtCounts(transaction)) {
    const district = districtTally(job.tally, path);
    district.difference = registered;
    district.changes += registered;
  }
}

/** What shows only in the register as a whole: crowded addresses, and who is missing from a full batch. */
async function findGaps({ transaction, job }: InTransaction, isFirst: boolean): Promise<void> {
  const { tally, register, batch } = job;
  const among = isFirst ? 'all' : 'judged';
  const crowded = await countCrowded(transaction, register.rules.maxVotersPerAddress, among);
  tally.findings.set('crowded-address', crowded);
  if (batch.kind === 'delta' || isFirst) return;
  const known = tally.setAside.flatMap(({ record }) => (record === null ? [] : [record]));
  tally.outcomes.missing = await countMissing(transaction, known);
}
