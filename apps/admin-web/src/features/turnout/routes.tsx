import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute } from '../../root.tsx';
import { turnoutSearch } from './turnout-search.ts';

const turnoutRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/turnout',
  validateSearch: turnoutSearch,
  component: lazyRouteComponent(() => import('./TurnoutPart.tsx'), 'TurnoutPart'),
});

export const turnoutParts = [turnoutRoute] as const;
