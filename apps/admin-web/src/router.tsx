import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { accessRoutes } from './features/access/routes.tsx';
import { approvalRoutes } from './features/approvals/routes.tsx';
import { assignmentParts } from './features/assignment/routes.tsx';
import { canvassPages, canvassParts } from './features/canvass/routes.tsx';
import { certificationParts } from './features/certification/routes.tsx';
import { commissionRoutes } from './features/commissions/routes.tsx';
import { countRoutes } from './features/count/routes.tsx';
import { duplicateParts } from './features/duplicates/routes.tsx';
import { electionRoutes } from './features/elections/routes.tsx';
import { evidenceRoutes } from './features/evidence/routes.tsx';
import { followParts, wallPages } from './features/follow/routes.tsx';
import { geographyRoutes } from './features/geography/routes.tsx';
import { homeRoutes } from './features/home/routes.tsx';
import { peopleRoutes } from './features/people/routes.tsx';
import { protocolPages, protocolParts } from './features/protocols/routes.tsx';
import { recordRoutes } from './features/record/routes.tsx';
import { rollParts } from './features/rolls/routes.tsx';
import { keyingPages, keyingParts } from './features/results-entry/routes.tsx';
import { seatParts } from './features/seats/routes.tsx';
import { sessionRoutes } from './features/sessions/routes.tsx';
import { keyParts } from './features/station-keys/routes.tsx';
import { turnoutParts } from './features/turnout/routes.tsx';
import { feedParts } from './features/voter-feed/routes.tsx';
import { voterParts, voterPublicRoutes } from './features/voters/routes.tsx';
import { voterListParts, voterListRoutes } from './features/voter-list/routes.tsx';
import { Loading } from './page/Loading.tsx';
import { RouteFailure } from './page/RouteFailure.tsx';
import {
  bareRoute,
  countRoute,
  publicRoute,
  rootRoute,
  shellRoute,
  unknownRoute,
  votersRoute,
} from './root.tsx';

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...accessRoutes, ...voterPublicRoutes]),
  bareRoute.addChildren(wallPages),
  shellRoute.addChildren([
    ...homeRoutes,
    ...approvalRoutes,
    ...electionRoutes,
    ...countRoutes,
    countRoute.addChildren([
      ...followParts,
      ...keyingParts,
      ...protocolParts,
      ...turnoutParts,
      ...seatParts,
      ...canvassParts,
      ...certificationParts,
      ...keyParts,
    ]),
    ...keyingPages,
    ...protocolPages,
    ...canvassPages,
    ...geographyRoutes,
    ...voterListRoutes,
    votersRoute.addChildren([
      ...voterListParts,
      ...voterParts,
      ...feedParts,
      ...duplicateParts,
      ...assignmentParts,
      ...rollParts,
    ]),
    ...commissionRoutes,
    ...peopleRoutes,
    ...sessionRoutes,
    ...evidenceRoutes,
    ...recordRoutes,
    unknownRoute,
  ]),
]);

export function createAdminRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/admin',
    context: { queries },
    defaultPendingComponent: Loading,
    defaultErrorComponent: RouteFailure,
    scrollRestoration: true,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: writeSearch,
  });
}

/**
 * What an address asks for is always text here. The router's own way reads `territory=1703`, a code, as
 * a number, and writes a code as `"1703"`.
 */
function writeSearch(search: Record<string, unknown>): string {
  const parts = Object.entries(search).filter(
    (part): part is [string, string] => typeof part[1] === 'string',
  );
  return parts.length === 0 ? '' : `?${new URLSearchParams(parts)}`;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAdminRouter>;
  }
}
