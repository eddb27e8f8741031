import { type Result, refused } from '@ovoz/basics';
import {
  addRequestDocument,
  type AnyOperation,
  appealVoterRequest,
  countVoterRequests,
  decideVoterAppeal,
  decideVoterRequest,
  getRequestDocument,
  getVoterRequest,
  giveDecisionNotice,
  giveHearingNotice,
  listVoterRequests,
  recordDelivery,
  type RefusalCode,
  registerVoterRequest,
  withdrawVoterRequest,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SignedIn } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { appeal, decideAppeal } from './appeals.ts';
import { addDocument, readDocument } from './documents.ts';
import { decide } from './deciding.ts';
import { deliver, notify, tellDecision, withdraw } from './notices.ts';
import type { Reach } from './reach.ts';
import { register } from './registering.ts';
import { countWithin, listWithin, readRequest } from './request-view.ts';
import type { ReachFor } from './routes.ts';
import { packOfRequest } from './request-within.ts';

/** Requests from their arrival to the appeal. */
export function registerRequests(
  app: FastifyInstance,
  platform: Platform,
  reachFor: ReachFor,
): void {
  registerList(app, platform, reachFor);
  const { database, keys } = platform;
  const reachTo = reachToRequest(platform, reachFor);

  serve(app, platform, getVoterRequest, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const reach = await reachTo(getVoterRequest, signedIn, params.id);
      return reach.ok ? readRequest(database, reach.value, now, params.id) : reach;
    },
  });

  serve(app, platform, addRequestDocument, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(addRequestDocument, signedIn, params.id);
      return reach.ok ? addDocument(database, keys, reach.value, now, params.id, body) : reach;
    },
  });

  serve(app, platform, getRequestDocument, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const reach = await reachTo(getRequestDocument, signedIn, params.id);
      if (!reach.ok) return reach;
      const paper = { id: params.id, number: Number(params.number) };
      return readDocument(database, keys, reach.value, now, paper);
    },
  });

  serve(app, platform, decideVoterRequest, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(decideVoterRequest, signedIn, params.id);
      return reach.ok ? decide(database, reach.value, now, params.id, body) : reach;
    },
  });
  registerNotices(app, platform, reachTo);
}

type ReachTo = (
  operation: AnyOperation,
  signedIn: SignedIn,
  id: string,
) => Promise<Result<Reach, RefusalCode>>;

/** The country that a request belongs to says which register the caller has to reach. */
function reachToRequest({ database }: Platform, reachFor: ReachFor): ReachTo {
  return async (operation, signedIn, id) => {
    const pack = await packOfRequest(database, id);
    return pack === null ? refused('not-found') : reachFor(operation, signedIn, pack);
  };
}

function registerList(app: FastifyInstance, platform: Platform, reachFor: ReachFor): void {
  const { database } = platform;

  serve(app, platform, registerVoterRequest, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(registerVoterRequest, signedIn, params.pack);
      return reach.ok ? register(database, reach.value, now, body) : reach;
    },
  });

  serve(app, platform, countVoterRequests, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const reach = await reachFor(countVoterRequests, signedIn, params.pack);
      return reach.ok ? countWithin(database, reach.value, now) : reach;
    },
  });

  serve(app, platform, listVoterRequests, {
    lists: true,
    handle: async ({ params, query, signedIn, now }) => {
      const reach = await reachFor(listVoterRequests, signedIn, params.pack);
      return reach.ok ? listWithin(database, reach.value, now, query) : reach;
    },
  });
}

function registerNotices(app: FastifyInstance, platform: Platform, reachTo: ReachTo): void {
  const { database } = platform;

  serve(app, platform, giveHearingNotice, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(giveHearingNotice, signedIn, params.id);
      return reach.ok ? notify(database, reach.value, now, params.id, body) : reach;
    },
  });

  serve(app, platform, recordDelivery, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(recordDelivery, signedIn, params.id);
      return reach.ok ? deliver(database, reach.value, now, params.id, body) : reach;
    },
  });

  serve(app, platform, giveDecisionNotice, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(giveDecisionNotice, signedIn, params.id);
      return reach.ok ? tellDecision(database, reach.value, now, params.id, body) : reach;
    },
  });

  serve(app, platform, withdrawVoterRequest, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(withdrawVoterRequest, signedIn, params.id);
      return reach.ok ? withdraw(database, reach.value, now, params.id, body.words) : reach;
    },
  });

  serve(app, platform, appealVoterRequest, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(appealVoterRequest, signedIn, params.id);
      return reach.ok ? appeal(database, reach.value, now, params.id, body) : reach;
    },
  });

  serve(app, platform, decideVoterAppeal, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachTo(decideVoterAppeal, signedIn, params.id);
      return reach.ok ? decideAppeal(database, reach.value, now, params.id, body) : reach;
    },
  });
}
