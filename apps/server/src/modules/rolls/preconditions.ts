import type { RollPrecondition } from '@ovoz/contract';
import type { Transaction } from '../../platform/database.ts';
import { openRegister } from '../../platform/register-scope.ts';
import type { ElectionInForce } from '../elections/public.ts';
import { countUnplaced, hasAssignment } from './store-preconditions.ts';

/**
 * What is still open in the register of a country. Only what makes the roll wrong as a whole blocks it: without an
 * assignment nobody has a station. The rest is shown to both people, who answer for going on, and stands in the record.
 */
export async function preconditionsOf(
  transaction: Transaction,
  { election, pack }: Pick<ElectionInForce, 'election' | 'pack'>,
): Promise<readonly RollPrecondition[]> {
  await openRegister(transaction, [pack.root]);
  const assigned = await hasAssignment(transaction, pack.code);
  const found: readonly RollPrecondition[] = [
    { code: 'assignment-missing', count: assigned ? 0 : 1, blocks: true },
    {
      code: 'voters-unplaced',
      count: await countUnplaced(transaction, pack.root, election.code),
      blocks: false,
    },
  ];
  return found.filter(({ count }) => count > 0);
}
