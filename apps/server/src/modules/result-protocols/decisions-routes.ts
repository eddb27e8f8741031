import {
  acceptProtocols,
  explainFinding,
  proposeAnnulment,
  proposeCorrection,
  returnProtocol,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { proposeNotCounting } from './annulment.ts';
import { proposeOtherFigures } from './correction.ts';
import { accept, returnToStation } from './decisions.ts';
import { explain } from './explanations.ts';
import { keyOf, placeOfProtocol } from './lock-protocol.ts';

/** What people with the right to decide do with a protocol, alone or before a second person. */
export function registerDecisions(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, acceptProtocols, {
    lists: true,
    handle: ({ params, body, signedIn, now }) =>
      accept(database, signedIn, now, params.code, body.protocols),
  });

  serve(app, platform, returnProtocol, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, body, actor, now }) =>
      returnToStation(database, actor, now, keyOf(params), body),
  });

  serve(app, platform, explainFinding, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, body, actor, now }) => explain(database, actor, now, keyOf(params), body),
  });

  serve(app, platform, proposeCorrection, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, body, actor, now }) =>
      proposeOtherFigures(database, actor, now, keyOf(params), body),
  });

  serve(app, platform, proposeAnnulment, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, body, actor, now }) =>
      proposeNotCounting(database, actor, now, keyOf(params), body),
  });
}
