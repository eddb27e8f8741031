import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const countriesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/geography',
  component: lazyRouteComponent(() => import('./CountriesPage.tsx'), 'CountriesPage'),
});

const geographyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/geography/$pack',
  component: lazyRouteComponent(() => import('./GeographyPage.tsx'), 'GeographyPage'),
});

const overviewRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./OverviewPart.tsx'), 'OverviewPart'),
});

const territoriesRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/territories',
  component: lazyRouteComponent(() => import('./TerritoriesPart.tsx'), 'TerritoriesPart'),
});

const stationsRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/stations',
  validateSearch: (search: Record<string, unknown>): { territory?: string } =>
    typeof search.territory === 'string' ? { territory: search.territory } : {},
  component: lazyRouteComponent(() => import('./StationsPart.tsx'), 'StationsPart'),
});

const stationRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/stations/$number',
  component: lazyRouteComponent(() => import('./StationPart.tsx'), 'StationPart'),
});

const districtsRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/districts',
  component: lazyRouteComponent(() => import('./DistrictsPart.tsx'), 'DistrictsPart'),
});

const versionsRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/versions',
  component: lazyRouteComponent(() => import('./VersionsPart.tsx'), 'VersionsPart'),
});

const versionRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/versions/$version',
  component: lazyRouteComponent(() => import('./VersionPart.tsx'), 'VersionPart'),
});

const importRoute = createRoute({
  getParentRoute: () => geographyRoute,
  path: '/import',
  component: lazyRouteComponent(() => import('./ImportPart.tsx'), 'ImportPart'),
});

export const geographyRoutes = [
  countriesRoute,
  geographyRoute.addChildren([
    overviewRoute,
    territoriesRoute,
    stationsRoute,
    stationRoute,
    districtsRoute,
    versionsRoute,
    versionRoute,
    importRoute,
  ]),
] as const;
