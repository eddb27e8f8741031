import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/record',
  component: lazyRouteComponent(() => import('./RecordPage.tsx'), 'RecordPage'),
});

export const recordRoutes = [recordRoute] as const;
