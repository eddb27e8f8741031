import { ProposalStatus } from '@ovoz/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../root.tsx';

const STATUSES = ProposalStatus.anyOf.map((one) => one.const);

const waitingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/waiting',
  validateSearch: (search: Record<string, unknown>): { status?: ProposalStatus } => {
    const status = STATUSES.find((one) => one === search.status);
    return status === undefined ? {} : { status };
  },
  component: lazyRouteComponent(() => import('./WaitingPage.tsx'), 'WaitingPage'),
});

const proposalRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/waiting/$id',
  component: lazyRouteComponent(() => import('./ProposalPage.tsx'), 'ProposalPage'),
});

export const approvalRoutes = [waitingRoute, proposalRoute] as const;
