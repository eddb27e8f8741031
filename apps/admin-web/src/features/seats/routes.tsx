import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute } from '../../root.tsx';
import { resultsSearch } from './results-search.ts';

const resultsRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/results',
  validateSearch: resultsSearch,
  component: lazyRouteComponent(() => import('./ResultsPart.tsx'), 'ResultsPart'),
});

export const seatParts = [resultsRoute] as const;
