import type { RollPrecondition } from '@ovoz/contract';
import type { Transaction } from '../../platform/database.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { type ElectionInForce, legalTime } from '../elections/public.ts';
import { countOpenWork, countUnplaced, hasAssignment } from './store-preconditions.ts';

/**
 * What is still open in the register of a country. It blocks the freeze that there is no assignment, that a batch waits
 * for two people, and that requests are beyond the hours of the law. The rest is shown to both people, who answer for
 * going on, and stands in the record.
 */
export async function preconditionsOf(
  transaction: Transaction,
  { election, pack }: Pick<ElectionInForce, 'election' | 'pack'>,
  now: Date,
): Promise<readonly RollPrecondition[]> {
  await openRegister(transaction, [pack.root]);
  const assigned = await hasAssignment(transaction, pack.code);
  const work = await countOpenWork(transaction, pack.code, legalTime(election.clock, now));
  const found: readonly RollPrecondition[] = [
    { code: 'assignment-missing', count: assigned ? 0 : 1, blocks: true },
    { code: 'batches-held', count: work.held, blocks: true },
    { code: 'requests-overdue', count: work.overdue, blocks: true },
    { code: 'requests-open', count: work.requests, blocks: false },
    { code: 'duplicates-open', count: work.pairs, blocks: false },
    {
      code: 'voters-unplaced',
      count: await countUnplaced(transaction, pack.root, election.code),
      blocks: false,
    },
  ];
  return found.filter(({ count }) => count > 0);
}
