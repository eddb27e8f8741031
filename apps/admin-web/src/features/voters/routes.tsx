import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { publicRoute, votersRoute } from '../../root.tsx';
import { requestSearch } from './request-search.ts';

const searchRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/search',
  component: lazyRouteComponent(() => import('./SearchPart.tsx'), 'SearchPart'),
});

const requestsRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/requests',
  validateSearch: requestSearch,
  component: lazyRouteComponent(() => import('./RequestsPart.tsx'), 'RequestsPart'),
});

const requestRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/requests/$id',
  component: lazyRouteComponent(() => import('./RequestPart.tsx'), 'RequestPart'),
});

const abroadRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/abroad',
  component: lazyRouteComponent(() => import('./AbroadPart.tsx'), 'AbroadPart'),
});

const displayRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/display',
  component: lazyRouteComponent(() => import('./DisplayPart.tsx'), 'DisplayPart'),
});

const desksRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/desks',
  component: lazyRouteComponent(() => import('./DesksPart.tsx'), 'DesksPart'),
});

const ownRecordRoute = createRoute({
  getParentRoute: () => publicRoute,
  path: '/own-record',
  component: lazyRouteComponent(() => import('./OwnRecordPage.tsx'), 'OwnRecordPage'),
});

/** Children of the voter list of a country. */
export const voterParts = [
  searchRoute,
  requestsRoute,
  requestRoute,
  abroadRoute,
  displayRoute,
  desksRoute,
] as const;
/** For voters: no account is needed. */
export const voterPublicRoutes = [ownRecordRoute] as const;
