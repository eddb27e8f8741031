import { assert, type JsonValue, ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import { decideAssignment } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { Refusal } from '../../platform/problem.ts';
import { type ProposalHandler, propose } from '../approvals/public.ts';
import type { CountryPacks } from '../geography/public.ts';
import { assignmentApproved, assignmentDiscarded } from './events.ts';
import { ASSIGNMENT_TASK } from './start-assignment.ts';
import { findSet, lockSets, moveSet, setInForce, type StoredSet } from './store-sets.ts';

/** What a second person approves: the rules by their hash, and in numbers what they change. */
type SetContent = {
  readonly pack: string;
  readonly number: number;
  readonly hash: string;
  readonly follows: number | null;
  readonly reason: string;
  readonly addresses: number;
  readonly unplaced: number;
  readonly moved: { readonly addresses: number; readonly voters: number };
};

type Decision = { readonly pack: CountryPack; readonly number: number; readonly reason: string };

/** Puts a set before a second person, once it is known what it changes. */
export async function proposeSet(
  database: Database,
  actor: Actor,
  now: Date,
  { pack, number, reason }: Decision,
): Promise<Result<{ proposalId: string }, RefusalCode | Refusal>> {
  return inTransaction<{ proposalId: string }, RefusalCode | Refusal>(
    database,
    async (transaction) => {
      await lockSets(transaction, pack.code);
      const set = await findSet(transaction, { pack: pack.code, number });
      if (set === null) return refused('not-found');
      const ready = await checkStep(transaction, set, 'propose');
      if (!ready.ok) return ready;
      const proposalId = await propose(transaction, actor, now, {
        kind: 'approve-assignment',
        subject: `${pack.name.en}: stations of addresses, set ${number}`,
        subjectKey: pack.code,
        territoryPath: pack.root,
        election: null,
        reason,
        content: contentOf(set, reason),
      });
      if (!proposalId.ok) return proposalId;
      await moveSet(transaction, set, { status: 'proposed', proposalId: proposalId.value });
      return ok({ proposalId: proposalId.value });
    },
  );
}

/** Puts a set aside for good. */
export async function discardSet(
  database: Database,
  actor: Actor,
  now: Date,
  { pack, number, reason }: Decision,
): Promise<Result<Record<string, never>, RefusalCode>> {
  return inTransaction<Record<string, never>, RefusalCode>(database, async (transaction) => {
    await lockSets(transaction, pack.code);
    const set = await findSet(transaction, { pack: pack.code, number });
    if (set === null) return refused('not-found');
    if (!decideAssignment(set.status, { type: 'discard' }).ok) return refused('version-not-draft');
    await moveSet(transaction, set, { status: 'discarded', at: now });
    await recordFact(
      transaction,
      assignmentDiscarded,
      {
        now,
        actor: actor.actingAs,
        election: null,
        territoryPath: pack.root,
        subject: `${pack.code}/assignment/${number}`,
      },
      { pack: pack.code, number, hash: set.hash, reason, person: actor.personId },
    );
    return ok({});
  });
}

/** How the approval of a set is shown and carried out: it takes effect by a job, which takes minutes for a nation. */
export function approveAssignmentHandler(packs: CountryPacks): ProposalHandler {
  return {
    kind: 'approve-assignment',
    roles: ['central-member'],
    describe: async (_queries, content) => {
      const set = readContent(content);
      return {
        rows: rowsOf(packs.get(set.pack)?.pack.name.en ?? set.pack, set),
        link: `/voters/assignment/${set.pack}/sets/${set.number}`,
      };
    },
    apply: async (transaction, { content, approver, territoryPath, reason, now }) => {
      const { pack, number, hash, addresses, unplaced, moved } = readContent(content);
      await lockSets(transaction, pack);
      const set = present(
        await findSet(transaction, { pack, number }),
        'a set that was proposed is there',
      );
      assert(set.hash === hash, 'a proposed set has the hash that was proposed');
      const ready = await checkStep(transaction, set, 'approve');
      if (!ready.ok) return ready;
      await moveSet(transaction, set, { status: 'entering', at: now });
      await recordFact(
        transaction,
        assignmentApproved,
        {
          now,
          actor: approver.actingAs,
          election: null,
          territoryPath,
          subject: `${pack}/assignment/${number}`,
        },
        { pack, number, hash, addresses, unplaced, moved, reason, person: approver.personId },
      );
      await enqueue(transaction, ASSIGNMENT_TASK);
      return ok({ secret: null });
    },
    release: async (transaction, content) => {
      const { pack, number } = readContent(content);
      await lockSets(transaction, pack);
      await moveSet(transaction, { pack, number }, { status: 'draft' });
    },
  };
}

/** Whether a set may be proposed or approved now. */
async function checkStep(
  transaction: Transaction,
  set: StoredSet,
  type: 'propose' | 'approve',
): Promise<Result<null, RefusalCode | Refusal>> {
  const inForce = await setInForce(transaction, set.pack);
  const isBaseInForce = (inForce?.number ?? null) === set.follows;
  const decided = decideAssignment(set.status, { type, isBaseInForce });
  if (decided.ok) return ok(null);
  if (decided.refusal === 'wrong-state') return refused('version-not-draft');
  const detail =
    `Set ${set.number} was made from set ${set.follows ?? 'none'}; ` +
    `set ${inForce?.number ?? 'none'} is in force now. Import again.`;
  return refused({ code: 'version-not-current', detail });
}

function contentOf({ pack, number, hash, follows, report }: StoredSet, reason: string): SetContent {
  const { addresses, byMethod, moved } = present(report, 'a draft was computed');
  const unplaced = byMethod.unplaced + byMethod.conflict;
  return { pack, number, hash, follows, reason, addresses, unplaced, moved };
}

function readContent(content: JsonValue): SetContent {
  // Written by proposeSet, kept unchanged by the approvals module, which checks its hash.
  return content as unknown as SetContent;
}

function rowsOf(
  country: string,
  { number, follows, hash, reason, addresses, unplaced, moved }: SetContent,
) {
  return [
    { label: 'Country', value: country },
    { label: 'Set of rules', value: String(number) },
    { label: 'Follows the set', value: follows === null ? '–' : String(follows) },
    { label: 'Hash', value: hash },
    { label: 'Reason', value: reason },
    { label: 'Addresses', value: String(addresses) },
    { label: 'Addresses without a station', value: String(unplaced) },
    { label: 'Addresses that change their station', value: String(moved.addresses) },
    { label: 'Voters who change their station', value: String(moved.voters) },
  ];
}
