import { assert, type JsonValue, ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import {
  decideGeography,
  type GeographyEvent,
  type GeographyStateRefusal,
} from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { Refusal } from '../../platform/problem.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { askCalendar, type MayAct } from './calendar.ts';
import type { DifferenceCounts } from './check-files.ts';
import { versionApproved, versionDiscarded } from './events.ts';
import type { CountryPacks, LoadedPack } from './packs.ts';
import {
  currentVersion,
  findDifferenceCounts,
  findVersion,
  lockVersions,
  moveVersion,
  type StoredVersion,
} from './store-versions.ts';

/** What a second person approves: the version by its hash, and in numbers what it holds and changes. */
type VersionContent = {
  readonly pack: string;
  readonly number: number;
  readonly hash: string;
  readonly reason: string;
  readonly counts: {
    readonly territories: number;
    readonly stations: number;
    readonly stationsAbroad: number;
    readonly districts: number;
  };
  readonly differences: DifferenceCounts;
};

type Decision = {
  readonly loaded: LoadedPack;
  readonly number: number;
  readonly reason: string;
};

/** Puts a draft before a second person. */
export async function proposeVersion(
  database: Database,
  mayAct: MayAct,
  actor: Actor,
  now: Date,
  { loaded: { pack }, number, reason }: Decision,
): Promise<Result<{ proposalId: string }, RefusalCode | Refusal>> {
  return inTransaction<{ proposalId: string }, RefusalCode | Refusal>(
    database,
    async (transaction) => {
      const draft = await lockFor(transaction, pack.code, number, {
        type: 'propose',
        by: actor.personId,
      });
      if (!draft.ok) return draft;
      const ready = await checkReady(transaction, mayAct, draft.value, now);
      if (!ready.ok) return ready;
      const content = await contentOf(transaction, draft.value, reason);
      const proposalId = await propose(transaction, actor, now, {
        kind: 'approve-geography',
        subject: `${pack.name.en}: geography, version ${number}`,
        subjectKey: pack.code,
        territoryPath: pack.root,
        election: null,
        reason,
        content,
      });
      if (!proposalId.ok) return proposalId;
      await moveVersion(transaction, draft.value, {
        status: 'proposed',
        proposalId: proposalId.value,
      });
      return ok({ proposalId: proposalId.value });
    },
  );
}

/** Puts a draft aside for good. */
export async function discardVersion(
  database: Database,
  actor: Actor,
  now: Date,
  { loaded: { pack }, number, reason }: Decision,
): Promise<Result<Record<string, never>, RefusalCode>> {
  return inTransaction(database, async (transaction) => {
    const draft = await lockFor(transaction, pack.code, number, { type: 'discard' });
    if (!draft.ok) return draft;
    await moveVersion(transaction, draft.value, { status: 'discarded', at: now });
    await recordFact(
      transaction,
      versionDiscarded,
      {
        now,
        actor: actor.actingAs,
        election: null,
        territoryPath: pack.root,
        subject: `${pack.code}/geography/${number}`,
      },
      { pack: pack.code, number, hash: draft.value.hash, reason, person: actor.personId },
    );
    return ok({});
  });
}

/** How the approval of a geography is shown and carried out. */
export function approveGeographyHandler(packs: CountryPacks, mayAct: MayAct): ProposalHandler {
  return {
    kind: 'approve-geography',
    roles: ['central-member'],
    describe: async (_queries, content) => {
      const version = readContent(content);
      return {
        rows: describeContent(packs, version),
        link: `/geography/${version.pack}/versions/${version.number}`,
      };
    },
    apply: (transaction, approval) => makeCurrent(transaction, mayAct, approval),
    release: async (transaction, content) => {
      const { pack, number } = readContent(content);
      await lockVersions(transaction, pack);
      await moveVersion(transaction, { pack, number }, { status: 'draft' });
    },
  };
}

async function makeCurrent(
  transaction: Transaction,
  mayAct: MayAct,
  { content, approver, proposedBy, territoryPath, reason, now }: Approval,
): Promise<Result<{ readonly secret: null }, RefusalCode | Refusal>> {
  const { pack, number, hash } = readContent(content);
  await lockVersions(transaction, pack);
  const version = present(
    await findVersion(transaction, pack, number),
    'a version that was proposed is there',
  );
  assert(version.hash === hash, 'a proposed version has the hash that was proposed');
  const ready = await checkReady(transaction, mayAct, version, now);
  if (!ready.ok) return ready;
  const { previous, warnings } = ready.value;
  const decided = decideGeography(stateOf(version, proposedBy), {
    type: 'approve',
    by: approver.personId,
    isBaseCurrent: true,
  });
  if (!decided.ok) return refused(STATE_REFUSALS[decided.refusal.code]);
  if (previous !== null) {
    await moveVersion(
      transaction,
      { pack, number: previous.number },
      { status: 'superseded', at: now },
    );
  }
  await moveVersion(transaction, version, { status: 'current', at: now });
  await recordFact(
    transaction,
    versionApproved,
    {
      now,
      actor: approver.actingAs,
      election: null,
      territoryPath,
      subject: `${pack}/geography/${number}`,
    },
    {
      pack,
      number,
      hash,
      previousHash: previous?.hash ?? null,
      counts: countsOf(version),
      warnings,
      reason,
      person: approver.personId,
    },
  );
  await enqueue(transaction, 'publish');
  return ok({ secret: null });
}

/** The version, kept from others until the transaction ends, when its state knows the event. */
async function lockFor(
  transaction: Transaction,
  pack: string,
  number: number,
  event: GeographyEvent,
): Promise<Result<StoredVersion, RefusalCode>> {
  await lockVersions(transaction, pack);
  const version = await findVersion(transaction, pack, number);
  if (version === null) return refused('not-found');
  const decided = decideGeography(stateOf(version, ''), event);
  return decided.ok ? ok(version) : refused(STATE_REFUSALS[decided.refusal.code]);
}

function stateOf({ status }: StoredVersion, proposedBy: string) {
  return status === 'proposed' ? { status, proposedBy } : { status };
}

const STATE_REFUSALS: Readonly<Record<GeographyStateRefusal['code'], RefusalCode>> = {
  'wrong-state': 'version-not-draft',
  'second-person-needed': 'second-person-required',
  'not-the-proposer': 'not-found',
  'newer-version-exists': 'version-not-current',
  'reason-too-short': 'invalid-input',
};

/** A version changes what is current, and only when the calendar allows it now. */
async function checkReady(
  transaction: Transaction,
  mayAct: MayAct,
  { pack, number, follows, acts }: StoredVersion,
  now: Date,
) {
  const previous = await currentVersion(transaction, pack);
  if ((previous?.number ?? null) !== follows) {
    const detail =
      `Version ${number} was made from version ${follows ?? 'none'}; ` +
      `version ${previous?.number ?? 'none'} is current now. Import again.`;
    return refused<Refusal>({ code: 'version-not-current', detail });
  }
  const allowed = await askCalendar(mayAct, transaction, pack, acts, now);
  return allowed.ok ? ok({ previous, warnings: allowed.value }) : allowed;
}

async function contentOf(
  transaction: Transaction,
  version: StoredVersion,
  reason: string,
): Promise<VersionContent> {
  const { pack, number, hash } = version;
  const differences = present(
    await findDifferenceCounts(transaction, pack, number),
    'every version has its difference',
  );
  return { pack, number, hash, reason, counts: countsOf(version), differences };
}

function countsOf({ territories, stations, stationsAbroad, districts }: StoredVersion) {
  return { territories, stations, stationsAbroad, districts };
}

function readContent(content: JsonValue): VersionContent {
  // Written by proposeVersion, kept unchanged by the approvals module, which checks its hash.
  return content as VersionContent;
}

function describeContent(
  packs: CountryPacks,
  { pack, number, hash, reason, counts, differences }: VersionContent,
) {
  const changes = (['territories', 'stations', 'districts', 'memberships'] as const).map((part) => {
    const { added, removed, changed } = differences[part];
    return {
      label: PART_LABELS[part],
      value: `${added} added, ${removed} removed, ${changed} changed`,
    };
  });
  return [
    { label: 'Country', value: packs.get(pack)?.pack.name.en ?? pack },
    { label: 'Version', value: String(number) },
    { label: 'Hash', value: hash },
    { label: 'Reason', value: reason },
    { label: 'Territories', value: String(counts.territories) },
    {
      label: 'Polling stations',
      value: `${counts.stations}, of them ${counts.stationsAbroad} abroad`,
    },
    { label: 'Electoral districts', value: String(counts.districts) },
    ...changes,
  ];
}

const PART_LABELS: Readonly<Record<keyof DifferenceCounts, string>> = {
  territories: 'Territories, changes',
  stations: 'Polling stations, changes',
  districts: 'Electoral districts, changes',
  memberships: 'Districts of stations, changes',
};
