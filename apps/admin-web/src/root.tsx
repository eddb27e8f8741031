import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { NotFound } from './page/NotFound.tsx';
import { Refused } from './server/refusal.ts';
import { sessionQuery } from './session/use-session.ts';
import { PublicFrame } from './shell/PublicFrame.tsx';
import { Shell } from './shell/Shell.tsx';

export const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()();

/** Pages that need no session. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  component: PublicFrame,
});

/** Pages for signed-in people. Who is not goes to the sign-in and comes back to the same place. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData({ ...sessionQuery, retry: false });
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.code !== 'not-signed-in') throw error;
      throw redirect({ to: '/sign-in', search: { from: location.href } });
    }
  },
});

/** Any other address. It stands in the frame, so that the menu leads on. */
export const unknownRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFound,
});
