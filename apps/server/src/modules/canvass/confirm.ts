import { randomUUID } from 'node:crypto';
import { canonicalJson, ok, present, type Result, refused } from '@ovoz/basics';
import { type AnswerOf, confirmCanvasses, type RefusalCode } from '@ovoz/contract';
import {
  type ActiveGrant,
  type Actor,
  coveringGrant,
  grantsOf,
  type SignedIn,
} from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { canvassConfirmed } from './events.ts';
import { type GivenCanvass, judgeCanvass } from './judge.ts';
import type { OpenCanvass } from './open-canvass.ts';
import { nodeKey, nodesBelow } from './plan.ts';
import { canvassStates, versionHash } from './states.ts';
import {
  type CanvassVersion,
  insertVersions,
  lastVersions,
  lockCanvass,
  type NewCanvass,
} from './store.ts';

type Confirmation = GivenCanvass & { readonly actingAs: Actor['actingAs'] };
type Confirmed = Result<{ differences: string[] }, RefusalCode>;

/** Records the protocol of one area. The same once more changes nothing. */
export async function confirmOne(
  database: Database,
  canvass: OpenCanvass,
  actor: Actor,
  now: Date,
  one: GivenCanvass,
): Promise<Confirmed> {
  const given = { ...one, actingAs: actor.actingAs };
  return inTransaction(database, async (transaction): Promise<Confirmed> => {
    const [outcome] = await confirmAll(transaction, canvass, actor, now, [given]);
    return present(outcome, 'one confirmation has one outcome');
  });
}

type Bulk = AnswerOf<typeof confirmCanvasses>;
type Asked = { contest: string; area: string; basis: string };

/** Lets many areas take the sums below as they are, each with its own outcome. */
export async function confirmMany(
  database: Database,
  canvass: OpenCanvass,
  signedIn: SignedIn,
  now: Date,
  asked: readonly Asked[],
): Promise<Result<Bulk, RefusalCode>> {
  const grants = grantsOf(signedIn, confirmCanvasses.access.roles);
  const found = asked.map((one) => ({ one, given: withRight(canvass, grants, one) }));
  return inTransaction(database, async (transaction): Promise<Result<Bulk, RefusalCode>> => {
    const given = found.flatMap((one) => one.given ?? []);
    const outcomes = await confirmAll(transaction, canvass, signedIn, now, given);
    const refusedAreas = found.flatMap(({ one: { contest, area }, given: known }) => {
      const outcome = known === null ? refused('not-found') : outcomes[given.indexOf(known)];
      return outcome?.ok === false ? [{ contest, area, code: outcome.refusal }] : [];
    });
    return ok({ confirmed: asked.length - refusedAreas.length, refused: refusedAreas });
  });
}

/** What is asked, by the right that covers its area; null when there is no such area or no such right. */
function withRight(
  { plan, tabulation }: OpenCanvass,
  grants: readonly ActiveGrant[],
  asked: Asked,
): Confirmation | null {
  const node = plan.get(nodeKey(asked));
  if (node === undefined) return null;
  const { election } = tabulation.context;
  const grant = coveringGrant(grants, { territoryPath: node.territoryPath, election });
  if (grant === null) return null;
  const actingAs = { role: grant.role, territoryPath: grant.territoryPath };
  return { node, actingAs, basis: asked.basis, content: 'sums', reason: null };
}

/** In the caller's transaction: judges each by what stands now, keeps what may be kept, records it. */
async function confirmAll(
  transaction: Queries,
  canvass: OpenCanvass,
  { personId }: SignedIn,
  now: Date,
  given: readonly Confirmation[],
): Promise<readonly Confirmed[]> {
  const { tabulation, plan } = canvass;
  const { election } = tabulation.context;
  await lockCanvass(transaction, election);
  const nodes = given.flatMap(({ node }) => nodesBelow(plan, nodeKey(node)));
  const versions = await lastVersions(transaction, election, nodes);
  const states = canvassStates(tabulation, nodes, versions);
  const kept = new Map<string, { version: NewCanvass; actingAs: Actor['actingAs'] }>();
  const outcomes = given.map((one): Confirmed => {
    const judged = judgeCanvass(tabulation, states, one);
    if (!judged.ok) return judged;
    const { content, sums, differences, reason } = judged.value;
    const { contest, area, territoryPath } = one.node;
    const last = states.get(nodeKey(one.node))?.last ?? null;
    const version: NewCanvass = {
      id: randomUUID(),
      contest,
      area,
      territoryPath,
      number: (last?.number ?? 0) + 1,
      content,
      sums: { counts: sums.counts, votes: sums.votes },
      differences,
      basis: one.basis,
      reason,
      confirmedBy: personId,
      confirmedAt: now,
    };
    if (last === null || !isSame(last, version)) {
      kept.set(nodeKey(version), { version, actingAs: one.actingAs });
    }
    return ok({ differences: [...differences] });
  });
  const versionsKept = [...kept.values()];
  if (kept.size > 0) {
    await insertVersions(
      transaction,
      election,
      versionsKept.map(({ version }) => version),
    );
  }
  for (const { version, actingAs } of versionsKept) {
    await record(transaction, election, version, actingAs, now);
  }
  return outcomes;
}

function isSame(last: CanvassVersion, next: CanvassVersion): boolean {
  return (
    last.basis === next.basis &&
    last.reason === next.reason &&
    canonicalJson(last.content) === canonicalJson(next.content)
  );
}

async function record(
  transaction: Queries,
  election: string,
  version: NewCanvass,
  actor: Actor['actingAs'],
  now: Date,
): Promise<void> {
  const { contest, area, number, basis, differences, reason, territoryPath } = version;
  await recordFact(
    transaction,
    canvassConfirmed,
    { now, actor, election, territoryPath, subject: `${election}/canvass/${contest}/${area}` },
    {
      contest,
      area,
      number,
      basis,
      hash: versionHash(version),
      differences: [...differences],
      reason,
      person: version.confirmedBy,
    },
  );
}
