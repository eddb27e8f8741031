import { assert, type JsonValue, ok, present, refused } from '@ovoz/basics';
import { type BodyOf, type proposeSettlement, RESULT_DECIDERS } from '@ovoz/contract';
import { decideProtocol, type ProtocolState } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { newFact } from '../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { figureChanges } from './captions.ts';
import { countContext } from './context.ts';
import { linkOf, placeRows, subjectOf } from './correction.ts';
import { protocolOf } from './decide-about.ts';
import { paperFor } from './entries.ts';
import { alarmSettled } from './events.ts';
import { factAbout, type LockedProtocol, lockProtocol, type Outcome } from './lock-protocol.ts';
import { findAlarm, markSettled, type StoredAlarm } from './store-alarms.ts';
import { findCount } from './store-counts.ts';
import { insertDecisions } from './store-decisions.ts';
import { readSlot, type Slot, updateSlot } from './store-protocols.ts';
import { contentOfPackage } from './store-versions.ts';

/** What a second person approves: which of exactly these two packages stands. */
type Settlement = {
  readonly election: string;
  readonly alarm: string;
  readonly standing: string;
  readonly came: string;
  readonly take: string;
};

/** Asks a second person to say which package stands: the one that did, or the one that raised the alarm. */
export async function proposeSettling(
  database: Database,
  actor: Actor,
  now: Date,
  { code, id }: { readonly code: string; readonly id: string },
  { take, reason }: BodyOf<typeof proposeSettlement>,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const found = await lockAlarm(transaction, actor, code, id);
    if (!found.ok) return found;
    const { alarm, slot, standing } = found.value;
    const came = alarm.packageHash.toString('hex');
    if (![came, standing.toString('hex')].includes(take)) return refused('package-unknown');
    const decided = decide(slot, alarm, take === came);
    if (!decided.ok) return decided;
    const content: Settlement = {
      election: code,
      alarm: id,
      standing: standing.toString('hex'),
      came,
      take,
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'settle-alarm',
      subject: subjectOf(alarm.key),
      subjectKey: id,
      territoryPath: slot.territoryPath,
      election: code,
      reason,
      content: content satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How the settling of an alarm is shown to the second person and carried out. */
export const settleAlarmHandler: ProposalHandler = {
  kind: 'settle-alarm',
  roles: RESULT_DECIDERS,
  describe: async (queries, content) => {
    const settlement = content as unknown as Settlement;
    const alarm = await findAlarm(queries, settlement.election, settlement.alarm);
    const { key } = present(alarm, 'an alarm stays');
    return { rows: await rowsOf(queries, settlement, key), link: linkOf(key) };
  },
  apply: settle,
};

async function settle(
  transaction: Queries,
  { content, approver, now, reason, proposalId, proposedBy }: Approval,
): Outcome<{ secret: null }> {
  const { election, alarm: id, standing: shown, came, take } = content as unknown as Settlement;
  const found = await lockAlarm(transaction, approver, election, id);
  if (!found.ok) return found;
  const { alarm, slot, standing } = found.value;
  if (standing.toString('hex') !== shown) return refused('content-changed');
  const decided = decide(slot, alarm, take === came);
  if (!decided.ok) return decided;
  const state: ProtocolState = decided.value;
  const packageHash = take === came ? alarm.packageHash : standing;
  const { warnings } = take === came ? alarm : slot;
  const change = { state, standing: { packageHash, warnings } };
  const isWritten = await updateSlot(transaction, slot, change, now);
  assert(isWritten, 'nobody else changes a locked protocol');
  await markSettled(transaction, id, packageHash, proposalId, now);
  const fact = newFact(alarmSettled, factAbout(slot, approver, now, state.version), {
    ...protocolOf(slot),
    alarm: came,
    before: shown,
    taken: take,
    status: state.status,
    reason,
    proposedBy,
    person: approver.personId,
  });
  const decision = {
    fact,
    slot,
    packageHash,
    decision: 'alarm-settled' as const,
    reason,
    errors: state.errors,
    by: approver.personId,
    role: approver.actingAs.role,
    proposalId,
  };
  await insertDecisions(transaction, [decision], now);
  return ok({ secret: null });
}

function decide({ state }: Slot, { version, errors }: StoredAlarm, takesIt: boolean) {
  return decideProtocol(state, {
    type: 'settle-alarm',
    takes: takesIt ? { version, errors } : null,
  });
}

type LockedAlarm = LockedProtocol & { readonly alarm: StoredAlarm; readonly standing: Buffer };

/** An alarm that is open, with its protocol locked. */
async function lockAlarm(
  transaction: Queries,
  actor: Actor,
  election: string,
  id: string,
): Outcome<LockedAlarm> {
  const about = await findAlarm(transaction, election, id);
  if (about === null) {
    const isOpen = (await findCount(transaction, election)) !== null;
    return refused(isOpen ? 'not-found' : 'count-not-open');
  }
  const locked = await lockProtocol(transaction, actor, about.key);
  if (!locked.ok) return locked;
  // Read again: it may have been settled while we waited for the protocol.
  const alarm = present(await findAlarm(transaction, election, id), 'an alarm stays');
  if (alarm.settledAt !== null) return refused('wrong-state');
  const standing = present(locked.value.slot.packageHash, 'an alarm is about what stands');
  return ok({ ...locked.value, alarm, standing });
}

/** The longest list of a proposal has 200 rows. */
const MAX_CHANGES = 150;

async function rowsOf(
  queries: Queries,
  { standing, came, take }: Settlement,
  key: StoredAlarm['key'],
) {
  const count = present(await countContext(queries, key.election), 'an open count stays open');
  const slot = present(await readSlot(queries, key), 'a protocol stays');
  const [before, after] = await Promise.all(
    [standing, came].map((hash) => contentOfPackage(queries, Buffer.from(hash, 'hex'))),
  );
  const changes = figureChanges(
    count,
    paperFor({ count, slot }),
    present(before, 'a package that was named is kept'),
    present(after, 'a package that was named is kept'),
  );
  const shown = changes.slice(0, MAX_CHANGES).map(({ caption, ...figure }) => ({
    label: caption.slice(0, 100),
    value: `${figure.before ?? '—'} | ${figure.after ?? '—'}`,
  }));
  const stays = take === standing;
  return [
    {
      label: 'What happens',
      value: stays
        ? 'The package that stands goes on standing.'
        : 'The package that came takes its place and waits for a decision.',
    },
    ...placeRows(count, key),
    { label: 'Package that stands', value: standing },
    { label: 'Package that came', value: came },
    { label: 'Figures that differ: standing | came', value: String(changes.length) },
    ...shown,
  ];
}
