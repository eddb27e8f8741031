import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import { DUPLICATE_REVIEWERS, type PairOutcome, type RefusalCode } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { requestRemoval } from '../voter-requests/public.ts';
import { commonPath } from './common-path.ts';
import { pairDecided } from './events.ts';
import { findPair, insertDecision, type PairRow, setPairStatus } from './store-pairs.ts';
import { entriesOf } from './store-people.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What a second person approves. Names stay out: the pair page shows them for a purpose. */
type DecisionContent = {
  readonly pack: string;
  readonly pair: number;
  readonly outcome: PairOutcome;
  readonly superfluous: number | null;
  readonly versions: readonly [number, number];
};

/** Says what a pair is. It is put before a second person, unless the first is unsure: that binds nobody. */
export async function decidePair(
  database: Database,
  actor: Actor,
  now: Date,
  {
    pack,
    pair: id,
    outcome,
    superfluous,
    reason,
  }: {
    readonly pack: string;
    readonly pair: string;
    readonly outcome: PairOutcome;
    readonly superfluous: number | null;
    readonly reason: string;
  },
): Outcome<{ proposalId: string | null }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string | null }> => {
    await openRegister(transaction, [actor.actingAs.territoryPath]);
    const pair = await findPair(transaction, id, { lock: true });
    if (pair === null) return refused('not-found');
    if (pair.status !== 'open' && pair.status !== 'unsure') return refused('pair-decided');
    if (!(await isAsCompared(transaction, pair))) return refused('pair-changed');
    const isOneOfThem = superfluous === pair.voterA || superfluous === pair.voterB;
    if ((outcome === 'same') !== isOneOfThem || (outcome !== 'same' && superfluous !== null)) {
      return refused('superfluous-wrong');
    }
    if (outcome === 'unsure') {
      await keepDecision(transaction, pair, {
        outcome,
        superfluous: null,
        requestId: null,
        reason,
        first: actor.personId,
        second: null,
        proposalId: null,
        actor,
        now,
      });
      return ok({ proposalId: null });
    }
    const content: DecisionContent = {
      pack,
      pair: pair.id,
      outcome,
      superfluous,
      versions: [pair.versionA, pair.versionB],
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'decide-duplicate',
      subject: `pair ${pair.id}`,
      subjectKey: `${pack}/${pair.id}`,
      territoryPath: commonPath(pair.pathA, pair.pathB),
      election: null,
      reason,
      content,
    });
    if (!proposed.ok) return proposed;
    await setPairStatus(transaction, pair.id, 'proposed', proposed.value);
    return ok({ proposalId: proposed.value });
  });
}

/** How a decision is shown to the second person and carried out. */
export const decideDuplicateHandler: ProposalHandler = {
  kind: 'decide-duplicate',
  roles: DUPLICATE_REVIEWERS,
  describe: async (_queries, content) => {
    const { pack, pair, outcome, superfluous } = content as unknown as DecisionContent;
    return {
      rows: [
        { label: 'Pair', value: String(pair) },
        { label: 'Outcome', value: outcome },
        ...(superfluous === null
          ? []
          : [{ label: 'Entry to be removed on request', value: String(superfluous) }]),
      ],
      link: `/voters/${pack}/duplicates/${pair}`,
    };
  },
  apply: (transaction, approval) => applyDecision(transaction, approval),
  release: async (transaction, content) => {
    const { pair } = content as unknown as DecisionContent;
    await openRegister(transaction, ['']);
    await setPairStatus(transaction, pair, 'open', null);
  },
};

async function applyDecision(
  transaction: Transaction,
  { content, proposalId, proposedBy, reason, approver, territoryPath, now }: Approval,
): Outcome<{ secret: null }> {
  const { pack, pair: id, outcome, superfluous, versions } = content as unknown as DecisionContent;
  await openRegister(transaction, [territoryPath]);
  const pair = await findPair(transaction, id, { lock: true });
  if (pair === null || pair.proposalId !== proposalId) return refused('pair-decided');
  const isSame = canonicalJson([pair.versionA, pair.versionB]) === canonicalJson([...versions]);
  if (!isSame || !(await isAsCompared(transaction, pair))) return refused('pair-changed');
  let requestId: string | null = null;
  if (superfluous !== null) {
    const removal = { pack, voterId: superfluous, reason };
    const requested = await requestRemoval(transaction, removal, approver, now);
    // It left the register since: there is nothing to decide any more.
    if (!requested.ok) return refused('pair-changed');
    requestId = requested.value;
  }
  await keepDecision(transaction, pair, {
    outcome,
    superfluous,
    requestId,
    reason,
    first: proposedBy,
    second: approver.personId,
    proposalId,
    actor: approver,
    now,
  });
  return ok({ secret: null });
}

/** Whether both entries still say what was compared. */
async function isAsCompared(transaction: Transaction, pair: PairRow): Promise<boolean> {
  const [a, b] = await entriesOf(transaction, [pair.voterA, pair.voterB]);
  return a?.version === pair.versionA && b?.version === pair.versionB;
}

async function keepDecision(
  transaction: Transaction,
  pair: PairRow,
  decision: {
    readonly outcome: PairOutcome;
    readonly superfluous: number | null;
    readonly requestId: string | null;
    readonly reason: string;
    readonly first: string;
    readonly second: string | null;
    readonly proposalId: string | null;
    readonly actor: Actor;
    readonly now: Date;
  },
): Promise<void> {
  const { outcome, superfluous, requestId, reason, first, second, proposalId, actor, now } =
    decision;
  await insertDecision(transaction, pair, {
    outcome,
    superfluous,
    requestId,
    reason,
    firstPerson: first,
    secondPerson: second,
    proposalId,
    decidedAt: now,
  });
  const status = outcome === 'unsure' ? 'unsure' : 'decided';
  await setPairStatus(transaction, pair.id, status, proposalId);
  const place: TerritoryPath = commonPath(pair.pathA, pair.pathB);
  await recordFact(
    transaction,
    pairDecided,
    {
      now,
      actor: actor.actingAs,
      election: null,
      territoryPath: place,
      subject: `${pair.pack}/duplicates/pair`,
    },
    {
      outcome,
      reason,
      pair: String(pair.id),
      voters: `${pair.voterA}, ${pair.voterB}`,
      superfluous,
      request: requestId,
      proposedBy: first,
      person: second ?? first,
    },
  );
}
