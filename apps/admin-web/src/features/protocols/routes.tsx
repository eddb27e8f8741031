import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute, shellRoute } from '../../root.tsx';
import { protocolsSearch } from './protocols-search.ts';

const protocolsRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/protocols',
  validateSearch: protocolsSearch,
  component: lazyRouteComponent(() => import('./ProtocolsPart.tsx'), 'ProtocolsPart'),
});

const protocolRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/count/$code/protocols/$contest/$station/$count',
  component: lazyRouteComponent(() => import('./ProtocolPage.tsx'), 'ProtocolPage'),
});

const correctRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/count/$code/protocols/$contest/$station/$count/correct',
  component: lazyRouteComponent(() => import('./CorrectPage.tsx'), 'CorrectPage'),
});

/** In the frame of the count. */
export const protocolParts = [protocolsRoute] as const;
/** Pages of their own. */
export const protocolPages = [protocolRoute, correctRoute] as const;
