import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { BodyOf, proposeLot, RefusalCode } from '@ovoz/contract';
import type { Lot } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { type ElectionRecord, findElection, isLevelEnough } from '../elections/public.ts';
import { type CountContext, countContext } from '../result-protocols/public.ts';
import { insertLot } from '../tabulation/public.ts';
import { tiesOf } from './blockers.ts';
import { lotRecorded } from './events.ts';
import { type Standing, standingOf } from './standing.ts';

type LotContent = Lot & {
  readonly election: string;
  readonly contest: string;
  readonly district: string | null;
};

/** Puts a lot that was drawn before a second person: the tied options in the order in which they came. */
export async function proposeDrawnLot(
  database: Database,
  actor: Actor,
  now: Date,
  election: ElectionRecord,
  context: CountContext,
  { reason, ...lot }: BodyOf<typeof proposeLot>,
): Promise<Result<{ proposalId: string }, RefusalCode>> {
  if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
  const standing = await standingOf(database, database, election, context, now);
  if (!isNeeded(standing, lot)) return refused('lot-not-needed');
  const { code, territoryPath } = election;
  const content = { election: code, ...lot, order: [...lot.order] };
  const key = `${code}/${lot.contest}/${lot.district ?? ''}/${lot.step}`;
  return inTransaction(
    database,
    async (transaction): Promise<Result<{ proposalId: string }, RefusalCode>> => {
      const proposed = await propose(transaction, actor, now, {
        kind: 'record-lot',
        subject: `Lot for ${placeInWords(lot)}`,
        subjectKey: key,
        territoryPath,
        election: code,
        reason,
        content,
      });
      return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
    },
  );
}

/** How a lot is shown to the second person and recorded. */
export function recordLotHandler(database: Database): ProposalHandler {
  return {
    kind: 'record-lot',
    roles: ['central-member'],
    describe: async (_queries, content) => {
      const lot = content as unknown as LotContent;
      return {
        rows: [
          { label: 'Election', value: lot.election },
          { label: 'Contest', value: placeInWords(lot) },
          { label: 'Step of the working', value: lot.step },
          ...lot.order.map((option, index) => ({
            label: `Drawn as number ${index + 1}`,
            value: option,
          })),
        ],
        link: `/count/${lot.election}/certification`,
      };
    },
    apply: (transaction, approval) => record(database, transaction, approval),
  };
}

async function record(
  database: Database,
  transaction: Parameters<ProposalHandler['apply']>[0],
  { content, proposalId, approver, proposedBy, reason, now }: Approval,
): Promise<Result<{ secret: null }, RefusalCode>> {
  const { election: code, ...lot } = content as unknown as LotContent;
  const election = await findElection(transaction, code, { lock: true });
  const context = await countContext(transaction, code);
  if (election === null || context === null) return refused('lot-not-needed');
  if (!isLevelEnough(election.mode, approver)) return refused('sign-in-level-too-low');
  const standing = await standingOf(database, transaction, election, context, now);
  if (!isNeeded(standing, lot)) return refused('lot-not-needed');
  const { territoryPath } = election;
  await insertLot(transaction, code, { ...lot, id: randomUUID(), proposalId }, now);
  await recordFact(
    transaction,
    lotRecorded,
    {
      now,
      actor: approver.actingAs,
      election: code,
      territoryPath,
      subject: `${code}/lots/${lot.contest}/${lot.step}`,
    },
    {
      contest: lot.contest,
      district: lot.district,
      step: lot.step,
      order: [...lot.order],
      reason,
      proposedBy,
      person: approver.personId,
    },
  );
  return ok({ secret: null });
}

/** There is such a tie over exactly these options, and every protocol of its district is decided. */
function isNeeded(
  { seats, tabulation }: Standing,
  { contest, district, step, order }: Omit<LotContent, 'election'>,
): boolean {
  if (seats === null) return false;
  const tie = tiesOf(seats).find(
    (one) => one.contest === contest && one.district === district && one.step === step,
  );
  const isOpen = [...tabulation.protocols.values()].some(
    (one) =>
      one.contest === contest &&
      one.district === district &&
      one.status !== 'accepted' &&
      one.status !== 'annulled',
  );
  if (tie === undefined || isOpen) return false;
  return tie.options.toSorted().join() === order.toSorted().join();
}

function placeInWords({ contest, district }: Pick<LotContent, 'contest' | 'district'>): string {
  return district === null ? contest : `${contest}, district ${district}`;
}
