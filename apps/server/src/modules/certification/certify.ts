import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import type {
  BodyOf,
  CertificationBlocker,
  CertifiedResult,
  proposeCertification,
  RefusalCode,
} from '@ovoz/contract';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { Refusal } from '../../platform/problem.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { type ElectionRecord, findElection, isLevelEnough } from '../elections/public.ts';
import { type CountContext, countContext } from '../result-protocols/public.ts';
import { certifiedResult } from './certified.ts';
import { rowsOf } from './certified-rows.ts';
import { resultsCertified } from './events.ts';
import { standingOf, textOfResult } from './standing.ts';
import { certifiedVersions, insertCertified } from './store.ts';

type Proposed = Result<{ proposalId: string; resultHash: string }, RefusalCode | Refusal>;

/** Puts totals and seats, exactly as they would be certified, before a second person. */
export async function proposeToCertify(
  database: Database,
  actor: Actor,
  now: Date,
  election: ElectionRecord,
  context: CountContext,
  { reason, override }: BodyOf<typeof proposeCertification>,
): Promise<Proposed> {
  if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
  const standing = await standingOf(database, database, election, context, now);
  if (!standing.released) return refused('not-released');
  const { blockers } = standing;
  if (blockers.length > 0 && !override) return refused(blocked(blockers));
  const { code, territoryPath } = election;
  const [last] = await certifiedVersions(database, code);
  const version = (last?.version ?? 0) + 1;
  const result = standing.result({ version, reason, overridden: named(blockers) });
  if (last !== undefined) {
    const before = await certifiedResult(database, code, last.version);
    if (withoutFrame(before) === withoutFrame(result)) return refused('no-change');
  }
  return inTransaction(database, async (transaction): Promise<Proposed> => {
    const proposed = await propose(transaction, actor, now, {
      kind: 'certify-results',
      subject: `Certified result of ${code}, version ${version}`,
      subjectKey: code,
      territoryPath,
      election: code,
      reason,
      content: result,
    });
    if (!proposed.ok) return proposed;
    const resultHash = sha256(textOfResult(result)).toString('hex');
    return ok({ proposalId: proposed.value, resultHash });
  });
}

/** How a result is shown to the second person, looked at anew, and frozen. */
export function certifyResultsHandler(database: Database): ProposalHandler {
  return {
    kind: 'certify-results',
    roles: ['central-member'],
    describe: async (queries, content) => {
      const result = content as unknown as CertifiedResult;
      return {
        rows: await rowsOf(queries, result),
        link: `/count/${result.election}/certification`,
      };
    },
    apply: (transaction, approval) => certify(database, transaction, approval),
  };
}

/** The content is what is certified, byte for byte; whatever changed since it was proposed stops it. */
async function certify(
  database: Database,
  transaction: Queries,
  { content, proposalId, approver, proposedBy, now }: Approval,
): Promise<Result<{ secret: null }, RefusalCode | Refusal>> {
  const proposed = content as unknown as CertifiedResult;
  const { election: code, version, reason } = proposed;
  // Locked, so that two versions are certified one after the other.
  const election = await findElection(transaction, code, { lock: true });
  const context = await countContext(transaction, code);
  if (election === null || context === null) return refused('content-changed');
  if (!isLevelEnough(election.mode, approver)) return refused('sign-in-level-too-low');
  const standing = await standingOf(database, transaction, election, context, now);
  const { blockers } = standing;
  if (blockers.length > 0 && (!standing.released || proposed.overridden.length === 0)) {
    return refused(blocked(blockers));
  }
  const [last] = await certifiedVersions(transaction, code);
  const overridden = named(blockers);
  const next = (last?.version ?? 0) + 1;
  const text = textOfResult(standing.result({ version: next, reason, overridden }));
  if (text !== textOfResult(proposed)) return refused('content-changed');
  const one = { version, text, reason, overridden: blockers, proposalId };
  await insertCertified(transaction, code, one, now);
  await recordFact(
    transaction,
    resultsCertified,
    {
      now,
      actor: approver.actingAs,
      election: code,
      territoryPath: election.territoryPath,
      subject: `${code}/certified/${version}`,
    },
    {
      version,
      hash: sha256(text).toString('hex'),
      overridden,
      reason,
      proposedBy,
      person: approver.personId,
    },
  );
  return ok({ secret: null });
}

function named(blockers: readonly CertificationBlocker[]): { code: string; count: number }[] {
  return blockers.map(({ code, count }) => ({ code, count }));
}

function blocked(blockers: readonly CertificationBlocker[]): Refusal {
  const detail = blockers.map(({ code, count }) => `${code}: ${count}`).join('; ');
  return { code: 'certification-blocked', detail };
}

/** What makes two certified versions differ: not their number, nor the words of their reason. */
function withoutFrame({ version: _version, reason: _reason, ...result }: CertifiedResult): string {
  return canonicalJson(result);
}
