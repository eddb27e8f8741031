import { ok, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, RefusalCode, refuseHeldBatch } from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type { Register } from '@ovoz/voter-register';
import type { Actor } from '../../../platform/actor.ts';
import { inTransaction, type Database } from '../../../platform/database.ts';
import { recordFact } from '../../../platform/evidence.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type ProposalHandler, propose } from '../../approvals/public.ts';
import { batchReleased, heldBatchRefused } from './events.ts';
import { LOAD_TASK } from './receiving.ts';
import { batchFolder } from '../batch-folder.ts';
import { removeFolder } from './staged-files.ts';
import { endHeldBatch, findBatch, releaseBatch, type StoredBatch } from '../store-batches.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;
type Nothing = AnswerOf<typeof refuseHeldBatch>;

const APPROVERS: readonly Role[] = ['central-member'];

/** What a second person lets go on: this batch, and what it does to the districts that hold it. */
type ReleaseContent = {
  readonly batch: string;
  readonly pack: string;
  readonly register: Register;
  readonly sequence: number;
  readonly manifest: string;
  readonly districts: readonly {
    readonly territory: string;
    readonly before: number;
    readonly removals: number;
    readonly changes: number;
  }[];
};

/** Puts before a second person that a held batch is right. */
export async function proposeRelease(
  database: Database,
  actor: Actor,
  now: Date,
  territoryPath: TerritoryPath,
  { id, reason }: { readonly id: string; readonly reason: string },
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const batch = await findBatch(transaction, { id });
    if (batch?.status !== 'held') return refused('batch-not-held');
    const content = releaseContent(batch);
    const { pack, register, sequence } = content;
    const proposed = await propose(transaction, actor, now, {
      kind: 'release-held-batch',
      subject: `${pack}, ${register} register, batch ${sequence}`,
      subjectKey: id,
      territoryPath,
      election: null,
      reason,
      content,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

function releaseContent(batch: StoredBatch): ReleaseContent {
  const { id, pack, register, sequence, manifestHash, report } = batch;
  const held = (report?.districts ?? []).filter(({ isHeld }) => isHeld);
  return {
    batch: id,
    pack,
    register,
    sequence,
    manifest: manifestHash.toString('hex'),
    districts: held.map(({ territory, before, removals, changes }) => ({
      territory,
      before,
      removals,
      changes,
    })),
  };
}

/** So many districts are read before they are approved; the page of the batch shows all. */
const DISTRICTS_SHOWN = 20;

/** How the release of a held batch is shown to the second person and carried out. */
export const releaseHeldBatchHandler: ProposalHandler = {
  kind: 'release-held-batch',
  roles: APPROVERS,
  describe: async (_queries, content) => {
    const { batch, pack, register, sequence, manifest, districts } =
      content as unknown as ReleaseContent;
    return {
      rows: [
        { label: 'Register', value: register },
        { label: 'Batch', value: String(sequence) },
        { label: 'SHA-256 of the manifest', value: manifest },
        { label: 'Districts beyond the limit', value: String(districts.length) },
        ...districts.slice(0, DISTRICTS_SHOWN).map(({ territory, before, removals, changes }) => ({
          label: `District ${territory}`,
          value: `${before} voters, ${removals} removals, ${changes} changes`,
        })),
      ],
      link: `/voters/${pack}/feed/batches/${batch}`,
    };
  },
  apply: async (transaction, approval) => {
    const { batch, pack, register, sequence, manifest } =
      approval.content as unknown as ReleaseContent;
    const { proposalId, proposedBy, reason, approver, territoryPath, now } = approval;
    if (!(await releaseBatch(transaction, batch, proposalId))) return refused('batch-not-held');
    await enqueue(transaction, LOAD_TASK);
    const subject = `${pack}/voter-register/${register}/${sequence}`;
    await recordFact(
      transaction,
      batchReleased,
      { now, actor: approver.actingAs, election: null, territoryPath, subject },
      { pack, register, sequence, manifest, reason, proposedBy, person: approver.personId },
    );
    return ok({ secret: null });
  },
};

/** Ends a held batch: one person suffices, since nothing of it is taken over and the register sends it anew. */
export async function refuseBatch(
  { database, configuration }: Platform,
  actor: Actor,
  now: Date,
  { id, reason }: { readonly id: string; readonly reason: string },
): Outcome<Nothing> {
  const ended = await inTransaction(database, async (transaction): Outcome<Nothing> => {
    const batch = await findBatch(transaction, { id });
    if (batch === null) return refused('not-found');
    if (!(await endHeldBatch(transaction, id, reason, now))) return refused('batch-not-held');
    const { pack, register, sequence, manifestHash } = batch;
    const { role, territoryPath } = actor.actingAs;
    const subject = `${pack}/voter-register/${register}/${sequence}`;
    await recordFact(
      transaction,
      heldBatchRefused,
      { now, actor: { role, territoryPath }, election: null, territoryPath, subject },
      {
        pack,
        register,
        sequence,
        manifest: manifestHash.toString('hex'),
        reason,
        person: actor.personId,
      },
    );
    return ok({});
  });
  if (ended.ok) await removeFolder(batchFolder(configuration.dataDirectory, id));
  return ended;
}
