import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { votersRoute } from '../../root.tsx';

const setsRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/assignment',
  component: lazyRouteComponent(() => import('./SetsPart.tsx'), 'SetsPart'),
});

const setRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/assignment/sets/$set',
  validateSearch: (search: Record<string, unknown>): { territory?: string } =>
    typeof search.territory === 'string' ? { territory: search.territory } : {},
  component: lazyRouteComponent(() => import('./SetPart.tsx'), 'SetPart'),
});

const importRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/assignment/import',
  component: lazyRouteComponent(() => import('./ImportPart.tsx'), 'ImportPart'),
});

const queueRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/assignment/queue',
  component: lazyRouteComponent(() => import('./QueuePart.tsx'), 'QueuePart'),
});

export const assignmentParts = [setsRoute, setRoute, importRoute, queueRoute] as const;
