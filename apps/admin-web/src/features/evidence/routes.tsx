import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

export type FactFilter = {
  readonly log?: 'public' | 'audit';
  readonly type?: string;
  readonly election?: string;
};

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const factsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/evidence',
  validateSearch: (search: Record<string, unknown>): FactFilter => {
    const [type, election] = [textOf(search.type), textOf(search.election)];
    return {
      ...(search.log === 'public' || search.log === 'audit' ? { log: search.log } : {}),
      ...(type === undefined ? {} : { type }),
      ...(election === undefined ? {} : { election }),
    };
  },
  component: lazyRouteComponent(() => import('./FactsPage.tsx'), 'FactsPage'),
});

const factRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/evidence/$id',
  component: lazyRouteComponent(() => import('./FactPage.tsx'), 'FactPage'),
});

export const evidenceRoutes = [factsRoute, factRoute] as const;
