import { randomUUID } from 'node:crypto';
import { canonicalJson, type JsonValue, ok, present, refused } from '@ovoz/basics';
import type { BodyOf, proposeCorrection } from '@ovoz/contract';
import {
  contentFaults,
  type CountKind,
  type ProtocolContent,
  type ProtocolKey,
  type ResultPayload,
} from '@ovoz/election-model';
import { checkProtocol } from '@ovoz/tally';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import type { SigningKey } from '../../platform/ed25519.ts';
import { newFact } from '../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { figureChanges } from './captions.ts';
import { type CountContext, countContext, type Paper } from './context.ts';
import { decideAbout, protocolOf } from './decide-about.ts';
import { protocolCorrected } from './decision-events.ts';
import { paperFor } from './entries.ts';
import { factAbout, legalNow, lockProtocol, type Outcome } from './lock-protocol.ts';
import { receiveVersion } from './receive.ts';
import { signByCommission } from './signed-package.ts';
import { insertDecisions } from './store-decisions.ts';
import { readSlot } from './store-protocols.ts';
import { contentOfPackage } from './store-versions.ts';

/** What a second person approves: other figures in place of exactly those that stand. */
type CorrectionContent = ProtocolKey & {
  /** SHA-256 of the package that stands. */
  readonly corrects: string;
  readonly content: ProtocolContent;
  /** The hash of a proposal is public at once: nobody finds the figures from it by trying. */
  readonly salt: string;
};

/** Puts other figures before a second person. */
export async function proposeOtherFigures(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
  { hash, content, reason }: BodyOf<typeof proposeCorrection>,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const locked = await lockProtocol(transaction, actor, key);
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    const paper = paperFor(locked.value);
    const faults = contentFaults(paper.form, paper.options, content);
    if (faults.length > 0) {
      const errors = faults.map(({ code, field }) => ({
        field: `body/content/${field}`,
        reason: code,
      }));
      return refused({ code: 'fields-wrong', errors });
    }
    const decided = decideAbout(slot, hash, { type: 'correct', errors: errorsIn(paper, content) });
    if (!decided.ok) return decided;
    const before = await contentOfPackage(transaction, decided.value.packageHash);
    if (canonicalJson(before) === canonicalJson(content)) return refused('no-change');
    const proposed = await propose(transaction, actor, now, {
      kind: 'correct-protocol',
      subject: subjectOf(key),
      subjectKey: subjectKeyOf(key),
      territoryPath: slot.territoryPath,
      election: key.election,
      reason,
      content: { ...key, corrects: hash, content, salt: randomUUID() } satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How a correction is shown to the second person and carried out. */
export function correctProtocolHandler(signer: SigningKey): ProposalHandler {
  return {
    kind: 'correct-protocol',
    roles: ['central-member', 'territorial-member', 'district-member'],
    describe: async (queries, content) => {
      const correction = content as unknown as CorrectionContent;
      return { rows: await rowsOf(queries, correction), link: linkOf(correction) };
    },
    apply: (transaction, approval) => correct(transaction, signer, approval),
  };
}

/** Signs the next version with the other figures; it counts at once. */
async function correct(
  transaction: Queries,
  signer: SigningKey,
  { content, approver, now, reason, proposalId, proposedBy }: Approval,
): Outcome<{ secret: null }> {
  const { corrects, content: figures, ...rest } = content as unknown as CorrectionContent;
  const key = keyIn(rest);
  const locked = await lockProtocol(transaction, approver, key);
  if (!locked.ok) return locked;
  const { count, slot } = locked.value;
  const errors = errorsIn(paperFor(locked.value), figures);
  const decided = decideAbout(slot, corrects, { type: 'correct', errors });
  if (!decided.ok) return decided;
  const { version } = decided.value.state;
  const payload: ResultPayload = {
    format: 1,
    ...key,
    mode: count.mode,
    definition: count.definitionHash,
    version,
    origin: { kind: 'corrected', corrects, reason },
    madeAt: (await legalNow(transaction, key.election, now)).toISOString(),
    content: figures,
  };
  const signed = signByCommission(signer, payload);
  const by = { personId: proposedBy, actingAs: approver.actingAs };
  const received = await receiveVersion(transaction, count, { signed, by, proposalId }, now);
  if (!received.ok) return received;
  const fact = newFact(protocolCorrected, factAbout(slot, approver, now, version), {
    ...protocolOf(slot),
    version,
    package: received.value.hash,
    corrects,
    errors,
    reason,
    proposedBy,
    person: approver.personId,
  });
  const decision = {
    fact,
    slot,
    packageHash: signed.hash,
    decision: 'corrected' as const,
    reason,
    errors,
    by: approver.personId,
    role: approver.actingAs.role,
    proposalId,
  };
  await insertDecisions(transaction, [decision], now);
  return ok({ secret: null });
}

/** Changes beyond this are counted; the linked page has them all. */
const MAX_LISTED = 150;
const MAX_LABEL = 100;

/** Every figure that changes, from what stands to what is asked for, with the words of the paper. */
async function rowsOf(queries: Queries, correction: CorrectionContent) {
  const count = present(
    await countContext(queries, correction.election),
    'an open count stays open',
  );
  const slot = present(await readSlot(queries, correction), 'a protocol stays');
  const paper = paperFor({ count, slot });
  const before = await contentOfPackage(queries, Buffer.from(correction.corrects, 'hex'));
  const changes = figureChanges(count, paper, before, correction.content);
  const listed = changes.slice(0, MAX_LISTED).map(({ caption, ...change }) => ({
    label: caption.slice(0, MAX_LABEL),
    value: `${shown(change.before)} → ${shown(change.after)}`,
  }));
  const more = changes.length - listed.length;
  return [
    ...placeRows(count, correction),
    { label: 'Corrects', value: `version ${slot.state.version}, ${correction.corrects}` },
    ...listed,
    ...(more > 0 ? [{ label: 'Change', value: `and ${more} more` }] : []),
    { label: 'Checks that it will not pass', value: checksIn(paper, correction.content) },
  ];
}

/** Station, contest and count, for people. */
export function placeRows(
  { definition }: CountContext,
  { contest, station, count, election }: ProtocolKey,
) {
  const title = definition.contests.find(({ code }) => code === contest)?.title.en ?? contest;
  return [
    { label: 'Election', value: election },
    { label: 'Station', value: station },
    { label: 'Contest', value: title },
    { label: 'Count', value: COUNTS[count] },
  ];
}

const COUNTS: Readonly<Record<CountKind, string>> = { hand: 'by hand', machine: 'by machine' };

/** An empty field is not a zero. */
function shown(figure: number | null): string {
  return figure === null ? 'empty' : String(figure);
}

function checksIn({ form, marksPerBallot }: Paper, content: ProtocolContent): string {
  const findings = checkProtocol(form, content, { marksPerBallot });
  if (findings.length === 0) return 'none';
  return findings
    .map(({ code, severity }) => `${code} (${severity})`)
    .join(', ')
    .slice(0, 2000);
}

function errorsIn({ form, marksPerBallot }: Paper, content: ProtocolContent): number {
  const findings = checkProtocol(form, content, { marksPerBallot });
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** For people, in the list of what waits. */
export function subjectOf({ station, contest, count, election }: ProtocolKey): string {
  return `Station ${station}, ${contest}, ${COUNTS[count]}: ${election}`;
}

/** One proposal of a kind at a time for each protocol. */
export function subjectKeyOf({ election, station, contest, count }: ProtocolKey): string {
  return `${election}/${station}/${contest}/${count}`;
}

/** Where the protocol is looked at in full. */
export function linkOf({ election, contest, station, count }: ProtocolKey): string {
  return `/count/${election}/protocols/${contest}/${station}/${count}`;
}

export function keyIn({ election, contest, station, count }: ProtocolKey): ProtocolKey {
  return { election, contest, station, count };
}
