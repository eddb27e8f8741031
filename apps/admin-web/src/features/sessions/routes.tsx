import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const mySessionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions',
  component: lazyRouteComponent(() => import('./MySessionsPage.tsx'), 'MySessionsPage'),
});

export const sessionRoutes = [mySessionsRoute] as const;
