import { ok, present } from '@ovoz/basics';
import type { AnswerOf, listMissions } from '@ovoz/contract';
import { type Database, inTransaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import type { RegisterOfPack } from './reach.ts';
import type { RequestTime } from './request-time.ts';
import { countByMission, countLivingAbroad } from './store-overseas.ts';

type PublicCounts = AnswerOf<typeof listMissions>['counts'];
type Kept = { readonly atMs: number; readonly counts: Promise<PublicCounts> };

const KEPT_MS = 60_000;

/**
 * Counts of voters abroad for everybody. They are kept for a minute, and asked for once at a time: no stranger makes the
 * database count a nation over and over.
 */
export function createPublicCounts(
  database: Database,
  now: () => number = Date.now,
): (register: RegisterOfPack, time: RequestTime) => Promise<PublicCounts> {
  const kept = new Map<string, Kept>();
  return async (register, { election, voting }) => {
    const { code } = present(election, 'only of sealed elections').election;
    const before = kept.get(code);
    if (before !== undefined && now() - before.atMs < KEPT_MS) return before.counts;
    const counts = count(database, code, register, present(voting, 'sealed: it has a day').day);
    kept.set(code, { atMs: now(), counts });
    counts.catch(() => kept.delete(code));
    return counts;
  };
}

async function count(
  database: Database,
  code: string,
  { root }: RegisterOfPack,
  day: string,
): Promise<PublicCounts> {
  const read = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    const missions = await countByMission(transaction, code);
    const sum = (key: 'requested' | 'verified' | 'listed') =>
      missions.reduce((total, one) => total + one[key], 0);
    return ok({
      requested: sum('requested'),
      verified: sum('verified'),
      listed: sum('listed'),
      livingAbroad: await countLivingAbroad(transaction, root, day),
    });
  });
  if (!read.ok) throw new Error('voters abroad are not counted');
  return read.value;
}
