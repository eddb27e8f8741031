import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const countsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/count',
  component: lazyRouteComponent(() => import('./CountsPage.tsx'), 'CountsPage'),
});

export const countRoutes = [countsRoute] as const;
