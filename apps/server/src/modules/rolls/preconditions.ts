import type { RollPrecondition } from '@ovoz/contract';
import { localDay } from '@ovoz/election-model';
import { daysBefore } from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { type ElectionInForce, legalTime } from '../elections/public.ts';
import { openRequests } from '../voter-requests/public.ts';
import { countOpenWork, countUnplaced, hasAssignment } from './store-preconditions.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What is still open in the register of a country. It blocks the freeze that the day of the law has not come, that there
 * is no assignment or one is taking effect, that a batch is not done, and that requests are beyond the hours of the law.
 * The rest is shown to both people, who answer for going on, and stands in the record.
 */
export async function preconditionsOf(
  transaction: Transaction,
  inForce: ElectionInForce,
  now: Date,
): Promise<readonly RollPrecondition[]> {
  const { election, pack } = inForce;
  await openRegister(transaction, [pack.root]);
  const assigned = await hasAssignment(transaction, pack.code);
  const work = await countOpenWork(transaction, pack.code);
  const requests = await openRequests(transaction, inForce, now);
  const place = { pack: pack.code, root: pack.root, election: election.code };
  const found: readonly RollPrecondition[] = [
    { code: 'too-early', count: daysUntilFreeze(inForce, now), blocks: true },
    { code: 'assignment-missing', count: assigned ? 0 : 1, blocks: true },
    { code: 'assignment-entering', count: work.entering, blocks: true },
    { code: 'batches-held', count: work.held, blocks: true },
    { code: 'batches-loading', count: work.loading, blocks: true },
    { code: 'requests-overdue', count: requests.overdue, blocks: true },
    { code: 'requests-open', count: requests.waiting - requests.overdue, blocks: false },
    { code: 'duplicates-open', count: work.pairs, blocks: false },
    {
      code: 'voters-unplaced',
      // Without any assignment that is everybody, and there is nothing to count.
      count: assigned ? await countUnplaced(transaction, place) : 0,
      blocks: false,
    },
  ];
  return found.filter(({ count }) => count > 0);
}

/** The local day from which the law has the roll frozen, and requests are closed; null without a law of the list. */
export function freezeFrom({ pack, version }: ElectionInForce): string | null {
  if (pack.voterList === undefined) return null;
  return daysBefore(version.definition.votingDay, pack.voterList.freezeDays);
}

/** Until then requests come in and are granted: a roll that is frozen before would not know of them. */
function daysUntilFreeze(inForce: ElectionInForce, now: Date): number {
  const from = freezeFrom(inForce);
  if (from === null) return 0;
  const legalNow = legalTime(inForce.election.clock, now);
  const today = localDay(legalNow.getTime(), inForce.version.definition.timeZone);
  return Math.max(0, (Date.parse(from) - Date.parse(today)) / DAY_MS);
}
