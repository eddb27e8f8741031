import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('./PeoplePage.tsx'), 'PeoplePage'),
});

const newPersonRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/new',
  component: lazyRouteComponent(() => import('./NewPersonPage.tsx'), 'NewPersonPage'),
});

const personRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./PersonPage.tsx'), 'PersonPage'),
});

const grantRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$id/grant',
  component: lazyRouteComponent(() => import('./ProposeGrantPage.tsx'), 'ProposeGrantPage'),
});

export const peopleRoutes = [peopleRoute, newPersonRoute, personRoute, grantRoute] as const;
