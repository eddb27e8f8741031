import { type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode, RollPrecondition } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { type ElectionInForce, electionInForce, isLevelEnough } from '../elections/public.ts';
import { rollFreezing } from './events.ts';
import { preconditionsOf } from './preconditions.ts';
import { findRoll, insertRoll } from './store-rolls.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What a second person decides: the definition that the roll is for, and what is still open. */
type FreezeContent = {
  readonly election: string;
  readonly pack: string;
  /** Hash of the sealed definition. */
  readonly definition: string;
  readonly waiting: readonly RollPrecondition[];
};

/** Puts the freeze of an election's roll before a second person. */
export async function proposeFreezing(
  database: Database,
  actor: Actor,
  now: Date,
  { code, territoryPath, reason }: { code: string; territoryPath: TerritoryPath; reason: string },
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const ready = await readyToFreeze(transaction, actor, now, code);
    if (!ready.ok) return ready;
    const { inForce, waiting } = ready.value;
    const content: FreezeContent = {
      election: code,
      pack: inForce.pack.code,
      definition: hashOf(inForce),
      waiting,
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'freeze-roll',
      subject: `Roll of ${code}`,
      subjectKey: code,
      territoryPath,
      election: code,
      reason,
      content: content satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How a freeze is shown to the second person and carried out. */
export const freezeRollHandler: ProposalHandler = {
  kind: 'freeze-roll',
  roles: ['central-member'],
  describe: async (_queries, content) => {
    const { election, pack, definition, waiting } = content as unknown as FreezeContent;
    return {
      rows: [
        { label: 'Election', value: election },
        { label: 'Definition', value: definition },
        ...waiting.map(({ code, count }) => ({ label: `Open: ${code}`, value: String(count) })),
      ],
      link: `/voters/${pack}/rolls/${election}`,
    };
  },
  apply: (transaction, approval) => freeze(transaction, approval),
};

async function freeze(transaction: Transaction, approval: Approval): Outcome<{ secret: null }> {
  const { approver, now, proposalId, proposedBy, reason, territoryPath } = approval;
  const { election: code, definition, waiting } = approval.content as unknown as FreezeContent;
  const ready = await readyToFreeze(transaction, approver, now, code);
  if (!ready.ok) return ready;
  const { inForce } = ready.value;
  if (hashOf(inForce) !== definition) return refused('content-changed');
  const { geography, mode, votingDay } = inForce.version.definition;
  await insertRoll(
    transaction,
    {
      election: code,
      pack: inForce.pack.code,
      geography: geography.version,
      mode,
      votingDay,
      proposalId,
    },
    now,
  );
  await recordFact(
    transaction,
    rollFreezing,
    {
      now,
      actor: approver.actingAs,
      election: code,
      territoryPath,
      subject: `${code}/roll`,
    },
    {
      reason,
      waiting: Object.fromEntries(waiting.map((one) => [one.code, one.count])),
      proposedBy,
      person: approver.personId,
    },
  );
  await enqueue(transaction, 'freeze-rolls');
  return ok({ secret: null });
}

async function readyToFreeze(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  code: string,
): Outcome<{ inForce: ElectionInForce; waiting: readonly RollPrecondition[] }> {
  const inForce = await electionInForce(transaction, code);
  if (inForce === null) return refused('not-found');
  if (inForce.version === null) return refused('not-sealed');
  if (!isLevelEnough(inForce.election.mode, actor)) return refused('sign-in-level-too-low');
  if (inForce.pack.voterList === undefined) return refused('list-law-missing');
  if ((await findRoll(transaction, code)) !== null) return refused('roll-exists');
  const waiting = await preconditionsOf(transaction, inForce, now);
  if (waiting.some(({ blocks }) => blocks)) return refused('roll-not-ready');
  return ok({ inForce, waiting });
}

function hashOf({ version }: ElectionInForce): string {
  return version.hash.toString('hex');
}
