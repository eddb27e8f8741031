import type { FastifyInstance } from 'fastify';
import { accessEvents } from './modules/access/events.ts';
import { grantRoleHandler, resetSignInHandler } from './modules/access/grants.ts';
import { registerAccess } from './modules/access/routes.ts';
import { deviceOfSignIn } from './modules/access/sign-in-routes.ts';
import { sessionRecords } from './modules/access/store-sessions.ts';
import { countDecidable } from './modules/approvals/commands.ts';
import { approvalEvents } from './modules/approvals/events.ts';
import type { ProposalHandler } from './modules/approvals/public.ts';
import { registerApprovals } from './modules/approvals/routes.ts';
import { canvassEvents } from './modules/canvass/events.ts';
import { registerCanvass } from './modules/canvass/routes.ts';
import { certifyResultsHandler } from './modules/certification/certify.ts';
import { certificationEvents } from './modules/certification/events.ts';
import { recordLotHandler } from './modules/certification/lots.ts';
import { registerCertification } from './modules/certification/routes.ts';
import { commissionEvents } from './modules/commissions/events.ts';
import { registerCommissions } from './modules/commissions/routes.ts';
import { decideDuplicateHandler } from './modules/duplicates/decisions.ts';
import { duplicateEvents } from './modules/duplicates/events.ts';
import { registerDuplicates } from './modules/duplicates/routes.ts';
import { electionEvents } from './modules/elections/events.ts';
import { actAllowed } from './modules/elections/public.ts';
import { registerElections } from './modules/elections/routes.ts';
import { sealDefinitionHandler } from './modules/elections/sealing.ts';
import { evidenceEvents } from './modules/evidence/events.ts';
import { registerEvidence } from './modules/evidence/routes.ts';
import { geographyEvents } from './modules/geography/events.ts';
import {
  approveGeographyHandler,
  type CountryPacks,
  territoryNames,
} from './modules/geography/public.ts';
import { registerGeography } from './modules/geography/routes.ts';
import { pollingEvents } from './modules/polling/events.ts';
import { registerPolling } from './modules/polling/routes.ts';
import { approveAssignmentHandler } from './modules/precinct-assignment/decisions.ts';
import { assignmentEvents } from './modules/precinct-assignment/events.ts';
import { registerPrecinctAssignment } from './modules/precinct-assignment/routes.ts';
import { publicationEvents } from './modules/publication/events.ts';
import { recordEvents } from './modules/record/events.ts';
import { registerRecord } from './modules/record/routes.ts';
import { registerWitnessHandler, removeWitnessHandler } from './modules/record/witnesses.ts';
import { annulProtocolHandler } from './modules/result-protocols/annulment.ts';
import { correctProtocolHandler } from './modules/result-protocols/correction.ts';
import { decisionEvents } from './modules/result-protocols/decision-events.ts';
import { receivingEvents } from './modules/result-protocols/events.ts';
import { registerResultProtocols } from './modules/result-protocols/routes.ts';
import { settleAlarmHandler } from './modules/result-protocols/settle.ts';
import { rollEvents } from './modules/rolls/events.ts';
import { freezeRollHandler } from './modules/rolls/freezing.ts';
import { printRollsHandler } from './modules/rolls/printing.ts';
import { registerRolls } from './modules/rolls/routes.ts';
import { supplementRollHandler } from './modules/rolls/supplements.ts';
import { certifyKeysHandler } from './modules/station-keys/certifying.ts';
import { stationKeyEvents } from './modules/station-keys/events.ts';
import { registerStationKeys } from './modules/station-keys/routes.ts';
import { registerTabulation } from './modules/tabulation/routes.ts';
import { decideVoterRequestHandler } from './modules/voter-requests/deciding.ts';
import { overturnVoterRequestHandler } from './modules/voter-requests/overturn-handler.ts';
import { voterRequestEvents } from './modules/voter-requests/events.ts';
import { registersOf } from './modules/voter-requests/reach.ts';
import { registerVoterRequests, registerVotingAbroad } from './modules/voter-requests/routes.ts';
import { feedEvents } from './modules/voter-register/feed/events.ts';
import { releaseHeldBatchHandler } from './modules/voter-register/feed/holds.ts';
import { registerVoterFeed } from './modules/voter-register/feed/routes.ts';
import {
  endSupplierHandler,
  registerSupplierHandler,
} from './modules/voter-register/feed/suppliers.ts';
import { loadFactTypes } from './modules/voter-register/load/load-facts.ts';
import { lookupEvents } from './modules/voter-lookup/events.ts';
import { registerVoterLookup } from './modules/voter-lookup/routes.ts';
import type { EventType } from './platform/event.ts';
import { registerHealth } from './platform/health.ts';
import { createHttp } from './platform/http.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { registerOpenApi } from './platform/openapi.ts';
import type { Platform } from './platform/platform.ts';
import { createRateLimits } from './platform/rate-limit.ts';
import { callRefused } from './platform/refused-calls.ts';
import { registerRequestGuards } from './platform/request-guards.ts';
import { registerSessions } from './platform/sessions.ts';
import { registerAdminSite, registerPublicSite } from './platform/sites.ts';

/** Every type of event that this server can record. */
export const EVENT_CATALOGUE: readonly EventType[] = [
  callRefused,
  ...accessEvents,
  ...approvalEvents,
  ...geographyEvents,
  ...commissionEvents,
  ...electionEvents,
  ...pollingEvents,
  ...canvassEvents,
  ...certificationEvents,
  ...stationKeyEvents,
  ...receivingEvents,
  ...decisionEvents,
  ...rollEvents,
  ...lookupEvents,
  ...evidenceEvents,
  ...publicationEvents,
  ...recordEvents,
  ...voterRequestEvents,
  ...duplicateEvents,
  ...assignmentEvents,
  ...feedEvents,
  ...loadFactTypes,
];

/** Kinds of proposals, each with the module that carries it out. */
export function proposalHandlers(
  platform: Platform,
  packs: CountryPacks,
): readonly ProposalHandler[] {
  return [
    grantRoleHandler,
    resetSignInHandler(platform.keys),
    approveGeographyHandler(packs, actAllowed),
    sealDefinitionHandler(),
    correctProtocolHandler(platform.keys.packages),
    annulProtocolHandler(),
    settleAlarmHandler,
    certifyKeysHandler,
    recordLotHandler(platform.database),
    certifyResultsHandler(platform.database),
    registerWitnessHandler,
    removeWitnessHandler,
    decideVoterRequestHandler(platform, registersOf(platform, packs)),
    overturnVoterRequestHandler(registersOf(platform, packs)),
    decideDuplicateHandler,
    approveAssignmentHandler(packs),
    registerSupplierHandler,
    endSupplierHandler,
    releaseHeldBatchHandler,
    freezeRollHandler,
    supplementRollHandler(platform.database),
    printRollsHandler,
  ];
}

/**
 * The server of the administration: every operation of the contract, in the order of the cycle, and the
 * administration's pages. In a demonstration it serves the public pages too.
 */
export async function createApp(platform: Platform, packs: CountryPacks): Promise<FastifyInstance> {
  const metrics = createMetrics();
  const app = await createHttp(platform, metrics);
  await registerOpenApi(app);
  await registerSessions(app, platform, sessionRecords(platform.database, platform.now));
  const limits = createRateLimits();
  registerRequestGuards(app, platform, {
    limits,
    metrics,
    knownDevice: (request) => deviceOfSignIn(platform.keys, request),
  });
  registerHealth(app, platform, metrics);

  const handlers = proposalHandlers(platform, packs);
  registerAccess(app, platform, {
    territoryNames: territoryNames(packs),
    countWaiting: (signedIn, now) => countDecidable(platform.database, handlers, signedIn, now),
  });
  registerApprovals(app, platform, handlers);
  registerGeography(app, platform, packs, actAllowed);
  registerCommissions(app, platform, packs, actAllowed);
  registerElections(app, platform, packs);
  registerPolling(app, platform);
  registerStationKeys(app, platform);
  registerResultProtocols(app, platform, limits);
  registerTabulation(app, platform);
  registerCanvass(app, platform);
  registerCertification(app, platform);
  registerRolls(app, platform);
  registerVoterLookup(app, platform, metrics);
  registerEvidence(app, platform, EVENT_CATALOGUE);
  registerRecord(app, platform, packs, limits);
  registerVoterRequests(app, platform, registersOf(platform, packs));
  registerDuplicates(app, platform, packs);
  registerPrecinctAssignment(app, platform, packs);
  registerVoterFeed(app, platform, packs);

  await registerAdminSite(app, platform);
  if (platform.installation.kind === 'demo') await registerPublicSite(app, platform);
  return app;
}

/**
 * The public pages on an origin of their own: files, health, the question whether one is on the list, and requests to
 * vote abroad.
 */
export async function createPublicApp(
  platform: Platform,
  packs: CountryPacks,
): Promise<FastifyInstance> {
  const metrics: Metrics = createMetrics();
  const app = await createHttp(platform, metrics);
  registerHealth(app, platform, metrics);
  registerVoterLookup(app, platform, metrics);
  registerVotingAbroad(app, platform, registersOf(platform, packs));
  await registerPublicSite(app, platform);
  return app;
}
