import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { votersRoute } from '../../root.tsx';

const queueRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/duplicates',
  validateSearch: (search: Record<string, unknown>): { status?: string } =>
    typeof search['status'] === 'string' ? { status: search['status'] } : {},
  component: lazyRouteComponent(() => import('./DuplicatesPart.tsx'), 'DuplicatesPart'),
});

const qualityRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/duplicates/quality',
  component: lazyRouteComponent(() => import('./QualityPart.tsx'), 'QualityPart'),
});

const pairRoute = createRoute({
  getParentRoute: () => votersRoute,
  path: '/duplicates/$pair',
  component: lazyRouteComponent(() => import('./PairPart.tsx'), 'PairPart'),
});

export const duplicateParts = [queueRoute, qualityRoute, pairRoute] as const;
