import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const indexRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/commissions',
  component: lazyRouteComponent(() => import('./CountriesPage.tsx'), 'CountriesPage'),
});

export type CommissionFilter = {
  readonly kind?: string;
  readonly territory?: string;
  readonly search?: string;
};

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const listRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/commissions/$pack',
  validateSearch: (search: Record<string, unknown>): CommissionFilter => {
    const [kind, territory, words] = [
      textOf(search.kind),
      textOf(search.territory),
      textOf(search.search),
    ];
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(territory === undefined ? {} : { territory }),
      ...(words === undefined ? {} : { search: words }),
    };
  },
  component: lazyRouteComponent(() => import('./CommissionsPage.tsx'), 'CommissionsPage'),
});

const newRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/commissions/$pack/new',
  component: lazyRouteComponent(() => import('./NewCommissionPage.tsx'), 'NewCommissionPage'),
});

const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/commissions/$pack/import',
  component: lazyRouteComponent(
    () => import('./ImportCommissionsPage.tsx'),
    'ImportCommissionsPage',
  ),
});

const oneRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/commissions/$pack/$code',
  component: lazyRouteComponent(() => import('./CommissionPage.tsx'), 'CommissionPage'),
});

const appointRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/commissions/$pack/$code/appoint',
  component: lazyRouteComponent(() => import('./AppointPage.tsx'), 'AppointPage'),
});

export const commissionRoutes = [
  indexRoute,
  listRoute,
  newRoute,
  importRoute,
  oneRoute,
  appointRoute,
] as const;
