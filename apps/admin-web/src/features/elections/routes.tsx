import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const electionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/elections',
  component: lazyRouteComponent(() => import('./ElectionsPage.tsx'), 'ElectionsPage'),
});

const newElectionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/elections/new',
  component: lazyRouteComponent(() => import('./NewElectionPage.tsx'), 'NewElectionPage'),
});

const electionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/elections/$code',
  component: lazyRouteComponent(() => import('./ElectionPage.tsx'), 'ElectionPage'),
});

const overviewRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./OverviewPart.tsx'), 'OverviewPart'),
});

const contestsRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/contests',
  component: lazyRouteComponent(() => import('./ContestsPart.tsx'), 'ContestsPart'),
});

const candidatesRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/candidates',
  component: lazyRouteComponent(() => import('./CandidatesPart.tsx'), 'CandidatesPart'),
});

const districtsRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/districts',
  component: lazyRouteComponent(() => import('./DistrictsPart.tsx'), 'DistrictsPart'),
});

const calendarRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/calendar',
  component: lazyRouteComponent(() => import('./CalendarPart.tsx'), 'CalendarPart'),
});

const versionsRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/versions',
  component: lazyRouteComponent(() => import('./VersionsPart.tsx'), 'VersionsPart'),
});

const versionRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/versions/$version',
  component: lazyRouteComponent(() => import('./VersionPart.tsx'), 'VersionPart'),
});

const editRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/versions/$version/edit',
  component: lazyRouteComponent(() => import('./EditDraftPart.tsx'), 'EditDraftPart'),
});

const importRoute = createRoute({
  getParentRoute: () => electionRoute,
  path: '/versions/$version/import',
  component: lazyRouteComponent(() => import('./ImportCandidatesPart.tsx'), 'ImportCandidatesPart'),
});

export const electionRoutes = [
  electionsRoute,
  newElectionRoute,
  electionRoute.addChildren([
    overviewRoute,
    contestsRoute,
    candidatesRoute,
    districtsRoute,
    calendarRoute,
    versionsRoute,
    versionRoute,
    editRoute,
    importRoute,
  ]),
] as const;
