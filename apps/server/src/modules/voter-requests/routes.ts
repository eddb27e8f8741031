import { ok, type Result, refused } from '@ovoz/basics';
import {
  type AnyOperation,
  askToVoteAbroad,
  endDesk,
  findAddresses,
  getAbroad,
  getDisplayList,
  giveDesk,
  listDesks,
  listMissions,
  listViewCounts,
  openViewLink,
  MAX_FOUND_VOTERS,
  type RefusalCode,
} from '@ovoz/contract';
import { covers, type Role } from '@ovoz/election-model';
import { nameKey } from '@ovoz/voter-register';
import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { namesOf } from '../access/public.ts';
import { type ElectionInForce, electionInForce } from '../elections/public.ts';
import { abroadView, askOnline, missionsView } from './abroad.ts';
import { end, give, list } from './desks.ts';
import { displayList } from './display-list.ts';
import { pathsOf, type Reach, reachOf, type RegisterOfPack, type Registers } from './reach.ts';
import { registerRequests } from './request-routes.ts';
import { timeOf } from './request-time.ts';
import { sumViewCounts } from './store-views.ts';
import { findStoredAddresses } from './store-voters.ts';
import { createPublicCounts } from './public-counts.ts';
import { createTryLimit, openLink } from './view-links.ts';
import { registerVoters } from './voter-routes.ts';

/** Finds what of a country's register the caller of an operation may see. */
export type ReachFor = (
  operation: AnyOperation,
  signedIn: SignedIn,
  pack: string,
) => Promise<Result<Reach, RefusalCode>>;

/** Search, records, requests, lists on display and voters abroad. */
export function registerVoterRequests(
  app: FastifyInstance,
  platform: Platform,
  registers: Registers,
): void {
  const { database } = platform;
  const reachFor: ReachFor = (operation, signedIn, pack) =>
    reachOf(database, registers, signedIn, rolesOf(operation), pack);
  registerVoters(app, platform, reachFor);
  registerRequests(app, platform, reachFor);
  registerDesks(app, platform, reachFor);
  registerElectionLists(app, platform, registers, reachFor);
  registerForEverybody(app, platform, registers);
  registerVotingAbroad(app, platform, registers);
}

function rolesOf({ access }: AnyOperation): readonly Role[] {
  return access.kind === 'roles' ? access.roles : [];
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

function registerDesks(app: FastifyInstance, platform: Platform, reachFor: ReachFor): void {
  const { database } = platform;

  serve(app, platform, listDesks, {
    lists: true,
    handle: async ({ params, signedIn }) => {
      const reach = await reachFor(listDesks, signedIn, params.pack);
      return reach.ok ? list(database, reach.value) : reach;
    },
  });

  serve(app, platform, giveDesk, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(giveDesk, signedIn, params.pack);
      return reach.ok ? give(database, reach.value, now, body) : reach;
    },
  });

  serve(app, platform, endDesk, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(endDesk, signedIn, params.pack);
      return reach.ok ? end(database, reach.value, now, body.personId) : reach;
    },
  });

  serve(app, platform, listViewCounts, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const reach = await reachFor(listViewCounts, signedIn, params.pack);
      if (!reach.ok) return reach;
      const counts = await sumViewCounts(
        database,
        reach.value.wide,
        new Date(now.getTime() - WEEK_MS),
      );
      const names = await namesOf(
        database,
        counts.map(({ personId }) => personId),
      );
      return ok({
        people: counts.map(({ personId, lastAlarmAt, ...rest }) => ({
          name: names.get(personId) ?? '',
          ...rest,
          lastAlarmAt: lastAlarmAt?.toISOString() ?? null,
        })),
      });
    },
  });

  serve(app, platform, findAddresses, {
    lists: true,
    handle: async ({ params, query, signedIn }) => {
      const reach = await reachFor(findAddresses, signedIn, params.pack);
      if (!reach.ok) return reach;
      const { register } = reach.value;
      if (!pathsOf(reach.value).some((path) => covers(path, query.territory))) {
        return refused('not-found');
      }
      const street = nameKey(register.rules.nameProfile, query.street);
      const house = query.house ?? '';
      const found = await findStoredAddresses(
        database,
        query.territory,
        street,
        house,
        MAX_FOUND_VOTERS,
      );
      return ok({ addresses: [...found] });
    },
  });
}

function registerElectionLists(
  app: FastifyInstance,
  platform: Platform,
  registers: Registers,
  reachFor: ReachFor,
): void {
  const { database } = platform;

  serve(app, platform, getDisplayList, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const found = await electionWithRegister(platform, registers, params.code);
      if (!found.ok) return found;
      const { register, election } = found.value;
      const reach = await reachFor(getDisplayList, signedIn, register.pack);
      if (!reach.ok) return reach;
      return displayList(database, reach.value, now, timeOf(election, now), params.number);
    },
  });

  serve(app, platform, getAbroad, {
    lists: true,
    handle: async ({ params, scope, now }) => {
      const found = await electionWithRegister(platform, registers, params.code);
      if (!found.ok) return found;
      const { register, election } = found.value;
      const isInside = scope.some(
        (path) => covers(path, register.root) || covers(register.root, path),
      );
      if (!isInside) return refused('not-found');
      return abroadView(database, register, timeOf(election, now));
    },
  });
}

function registerForEverybody(
  app: FastifyInstance,
  platform: Platform,
  registers: Registers,
): void {
  const { database } = platform;
  const mayTry = createTryLimit();

  serve(app, platform, openViewLink, {
    handle: async ({ body, request, reply, now }) => {
      if (await mayTry(request)) return openLink(database, registers, now, body.token);
      reply.header('retry-after', '60');
      return refused('too-many-requests');
    },
  });
}

/** A family behind one address opens the page so often. */
const READS_PER_MINUTE = 120;

/** For citizens abroad: served with the public pages too. */
export function registerVotingAbroad(
  app: FastifyInstance,
  platform: Platform,
  registers: Registers,
): void {
  const { database } = platform;
  const mayTry = createTryLimit();
  const mayRead = createTryLimit(READS_PER_MINUTE);
  const countsOf = createPublicCounts(database);

  serve(app, platform, listMissions, {
    handle: async ({ params, request, reply, now }) => {
      if (!(await mayRead(request))) {
        reply.header('retry-after', '60');
        return refused('too-many-requests');
      }
      const found = await electionWithRegister(platform, registers, params.code);
      if (!found.ok) return found;
      const { register, election } = found.value;
      const time = timeOf(election, now);
      const view = await missionsView(database, register, time);
      return view.ok ? ok({ ...view.value, counts: await countsOf(register, time) }) : view;
    },
  });

  serve(app, platform, askToVoteAbroad, {
    handle: async ({ params, body, request, reply, now }) => {
      if (!(await mayTry(request))) {
        reply.header('retry-after', '60');
        return refused('too-many-requests');
      }
      const found = await electionWithRegister(platform, registers, params.code);
      if (!found.ok) return found;
      const { register, election } = found.value;
      return askOnline(database, register, timeOf(election, now), now, body);
    },
  });
}

/** An election, null while its definition is not sealed, with the register of its country. */
async function electionWithRegister(
  { database }: Platform,
  registers: Registers,
  code: string,
): Promise<Result<{ register: RegisterOfPack; election: ElectionInForce | null }, RefusalCode>> {
  const found = await electionInForce(database, code);
  if (found === null) return refused('not-found');
  const register = registers.ofPack(found.election.pack);
  if (register === null) return refused('list-law-missing');
  return ok({ register, election: found.version === null ? null : found });
}
