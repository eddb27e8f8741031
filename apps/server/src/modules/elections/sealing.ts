import { ok, refused } from '@ovoz/basics';
import { decideDefinition, type DefinitionFinding } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import type { Refusal } from '../../platform/problem.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { actsOf, askCalendar } from './calendar.ts';
import { definitionSealed } from './events.ts';
import { findingsOf } from './findings.ts';
import { contentOf, rowsOf, type SealContent } from './seal-content.ts';
import { backToDraft, findSealedVersion, isCounting, markProposed, sealStored } from './store.ts';
import { factAbout, lockVersion, type Outcome, stateOf, type VersionKey } from './version-lock.ts';

/** Puts a draft before a second person. From then on it does not change until that person decides. */
export async function proposeSealing(
  database: Database,
  actor: Actor,
  now: Date,
  key: VersionKey,
  revision: number,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const locked = await lockVersion(transaction, actor, key, revision);
    if (!locked.ok) return locked;
    const { election, version } = locked.value;
    if (await isCounting(transaction, key.code)) return refused('count-open');
    const errors = errorsOf(await findingsOf(transaction, version.definition));
    const by = actor.personId;
    const event = { type: 'propose', by, errors: errors.length } as const;
    const decided = decideDefinition(stateOf(version), event);
    if (!decided.ok) {
      return refused(
        decided.refusal.code === 'definition-has-errors' ? withErrors(errors) : 'version-not-draft',
      );
    }
    const asked = await askCalendar(transaction, election, now, (sealed) =>
      actsOf(sealed, version.definition),
    );
    if (!asked.ok) return asked;
    const proposed = await propose(transaction, actor, now, {
      kind: 'seal-definition',
      subject: `${key.code}, definition version ${key.number}`,
      subjectKey: `${key.code}/${key.number}`,
      territoryPath: election.territoryPath,
      election: key.code,
      reason: version.reason,
      content: contentOf(version),
    });
    if (!proposed.ok) return proposed;
    await markProposed(transaction, version, proposed.value, by);
    return ok({ proposalId: proposed.value });
  });
}

/** How the sealing of a definition is shown to the second person and carried out. */
export function sealDefinitionHandler(): ProposalHandler {
  return {
    kind: 'seal-definition',
    roles: ['central-member'],
    describe: async (queries, content) => {
      const { election, version } = content as unknown as SealContent;
      return {
        rows: await rowsOf(queries, content as unknown as SealContent),
        link: `/elections/${election}/versions/${version}`,
      };
    },
    apply: (transaction, approval) => seal(transaction, approval),
    release: async (transaction, content) => {
      const { election, version } = content as unknown as SealContent;
      await backToDraft(transaction, { election, number: version });
    },
  };
}

async function seal(
  transaction: Queries,
  { content, proposalId, approver, now }: Approval,
): Outcome<{ secret: null }> {
  const { election: code, version: number, hash } = content as unknown as SealContent;
  const locked = await lockVersion(transaction, approver, { code, number }, null);
  if (!locked.ok) return locked;
  const { election, version } = locked.value;
  if (version.proposalId !== proposalId || version.hash.toString('hex') !== hash) {
    return refused('content-changed');
  }
  // The count rests on the definition with which it was opened.
  if (await isCounting(transaction, code)) return refused('count-open');
  const before = await findSealedVersion(transaction, code);
  const errors = errorsOf(await findingsOf(transaction, version.definition));
  const decided = decideDefinition(stateOf(version), {
    type: 'seal',
    by: approver.personId,
    errors: errors.length,
    isLatest: before === null || before.number < number,
  });
  if (!decided.ok) {
    if (decided.refusal.code === 'definition-has-errors') return refused(withErrors(errors));
    if (decided.refusal.code === 'second-person-needed') return refused('second-person-required');
    return refused('version-not-draft');
  }
  const asked = await askCalendar(transaction, election, now, (sealed) =>
    actsOf(sealed, version.definition),
  );
  if (!asked.ok) return asked;
  await sealStored(transaction, version, approver.personId, now);
  await recordFact(transaction, definitionSealed, factAbout(election, approver, now, number), {
    election: code,
    version: number,
    hash,
    packHash: version.definition.pack.hash,
    mode: election.mode,
    supersedes: before?.number ?? null,
    reason: version.reason,
    calendarWarning: asked.value?.rule.code ?? null,
  });
  await enqueue(transaction, 'publish');
  return ok({ secret: null });
}

function errorsOf(findings: readonly DefinitionFinding[]): readonly DefinitionFinding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** A refusal lists what a person mends first; the page of the version has them all. */
const MAX_LISTED_ERRORS = 20;

function withErrors(errors: readonly DefinitionFinding[]): Refusal {
  const listed = errors.slice(0, MAX_LISTED_ERRORS);
  return {
    code: 'definition-has-errors',
    detail: `${errors.length} errors.`,
    errors: listed.map(({ place, reason }) => ({ field: place, reason })),
  };
}
