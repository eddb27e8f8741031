import { ok, present, type Result, refused } from '@ovoz/basics';
import {
  type AnswerOf,
  getCertification,
  getSuccessor,
  proposeCertification,
  proposeLot,
  type RefusalCode,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SignedIn, SubjectPlace } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { namesOf } from '../access/public.ts';
import { peopleOfApproved } from '../approvals/public.ts';
import { type ElectionRecord, findElection } from '../elections/public.ts';
import { type CountContext, countContext } from '../result-protocols/public.ts';
import { tiesOf } from './blockers.ts';
import { certifiedDigest } from './certified.ts';
import { proposeToCertify } from './certify.ts';
import { proposeDrawnLot } from './lots.ts';
import { standingOf } from './standing.ts';
import { type CertifiedVersion, certifiedVersions } from './store.ts';
import { findSuccessor } from './successor.ts';

/** Lots, certified versions, and who follows whom. */
export function registerCertification(app: FastifyInstance, platform: Platform): void {
  registerReading(app, platform);
  registerProposing(app, platform);
}

function registerReading(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, getCertification, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const found = await findOpen(database, signedIn, getCertification.access.roles, params.code);
      if (!found.ok) return found;
      const { election, context } = found.value;
      const standing = await standingOf(database, database, election, context, now);
      const versions = await certifiedVersions(database, params.code);
      const [last] = versions;
      const isChanged =
        last !== undefined &&
        (await certifiedDigest(database, params.code, last)) !== standing.protocolsDigest;
      return ok({
        blockers: [...standing.blockers],
        ties: standing.seats === null ? [] : tiesOf(standing.seats),
        lots: standing.lots.map(({ contest, district, step, order, recordedAt }) => ({
          contest,
          district,
          step,
          order: [...order],
          recordedAt: recordedAt.toISOString(),
        })),
        certified: await presentVersions(database, versions),
        changedSince: isChanged,
      });
    },
  });

  serve(app, platform, getSuccessor, {
    lists: true,
    handle: async ({ params, query, signedIn }) => {
      const found = await findOpen(database, signedIn, getSuccessor.access.roles, params.code);
      return found.ok ? findSuccessor(database, found.value.context, query) : found;
    },
  });
}

type ElectionPlace = SubjectPlace & { readonly record: ElectionRecord };

function registerProposing(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;
  const placeOf = async ({ params }: { readonly params: { readonly code: string } }) => {
    const record = await findElection(database, params.code);
    return record === null
      ? null
      : { territoryPath: record.territoryPath, election: params.code, record };
  };

  serve<typeof proposeLot, ElectionPlace>(app, platform, proposeLot, {
    placeOf,
    handle: async ({ params, body, actor, place, now }) => {
      const context = await countContext(database, params.code);
      if (context === null) return refused('count-not-open');
      return proposeDrawnLot(database, actor, now, place.record, context, body);
    },
  });

  serve<typeof proposeCertification, ElectionPlace>(app, platform, proposeCertification, {
    placeOf,
    handle: async ({ params, body, actor, place, now }) => {
      const context = await countContext(database, params.code);
      if (context === null) return refused('count-not-open');
      return proposeToCertify(database, actor, now, place.record, context, body);
    },
  });
}

/** The election with its open count, for everybody who works in its country. */
async function findOpen(
  queries: Queries,
  signedIn: SignedIn,
  roles: Parameters<typeof scopeInElection>[1],
  code: string,
): Promise<Result<{ election: ElectionRecord; context: CountContext }, RefusalCode>> {
  const election = await findElection(queries, code);
  if (election === null || scopeInElection(signedIn, roles, election).length === 0) {
    return refused('not-found');
  }
  const context = await countContext(queries, code);
  return context === null ? refused('count-not-open') : ok({ election, context });
}

async function presentVersions(
  queries: Queries,
  versions: readonly CertifiedVersion[],
): Promise<AnswerOf<typeof getCertification>['certified']> {
  const ids = versions.map(({ proposalId }) => proposalId);
  const people = await peopleOfApproved(queries, ids);
  const names = await namesOf(queries, [...people.values()].flat());
  const byOf = (proposalId: string) =>
    present(people.get(proposalId), 'two people certified').map((id) =>
      present(names.get(id), 'who certified is known'),
    );
  return versions.map(({ version, hash, reason, overridden, proposalId, certifiedAt }) => ({
    version,
    hash,
    reason,
    overridden: [...overridden],
    by: byOf(proposalId),
    at: certifiedAt.toISOString(),
  }));
}
