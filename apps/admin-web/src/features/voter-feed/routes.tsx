import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { votersRoute } from '../../root.tsx';

const feedRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/feed',
  component: lazyRouteComponent(() => import('./FeedPart.tsx'), 'FeedPart'),
});

const batchRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/feed/batches/$id',
  component: lazyRouteComponent(() => import('./BatchPart.tsx'), 'BatchPart'),
});

const comparisonRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/feed/comparisons/$id',
  component: lazyRouteComponent(() => import('./ComparisonPart.tsx'), 'ComparisonPart'),
});

/** Children of the voter list of a country. */
export const feedParts = [feedRoute, batchRoute, comparisonRoute] as const;
