import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute, votersRoute } from '../../root.tsx';

const voterListsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/voters',
  component: lazyRouteComponent(() => import('./VoterListsPage.tsx'), 'VoterListsPage'),
});

const startRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./VoterListStart.tsx'), 'VoterListStart'),
});

export const voterListRoutes = [voterListsRoute] as const;
/** Children of the voter list of a country. */
export const voterListParts = [startRoute] as const;
