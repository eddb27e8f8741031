import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { votersRoute } from '../../root.tsx';

const rollsRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/rolls',
  component: lazyRouteComponent(() => import('./RollsPart.tsx'), 'RollsPart'),
});

const rollRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/rolls/$code',
  component: lazyRouteComponent(() => import('./RollPart.tsx'), 'RollPart'),
});

const rollStationRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/rolls/$code/stations/$station',
  component: lazyRouteComponent(() => import('./RollStationPart.tsx'), 'RollStationPart'),
});

export const rollParts = [rollsRoute, rollRoute, rollStationRoute] as const;
