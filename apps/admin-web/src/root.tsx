import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
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

type Arrival = {
  readonly context: { readonly queries: QueryClient };
  readonly location: { readonly href: string };
};

/** Lets in who has a session. Who has none goes to the sign-in and comes back to the same place. */
async function requireSession({ context, location }: Arrival): Promise<void> {
  try {
    await context.queries.ensureQueryData({ ...sessionQuery, retry: false });
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'not-signed-in') throw error;
    throw redirect({ to: '/sign-in', search: { from: location.href } });
  }
}

/** Pages for signed-in people. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: requireSession,
});

/** Pages for signed-in people that fill the screen, without menus around them. */
export const bareRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'bare',
  beforeLoad: requireSession,
});

/** The count of an election, whose parts are features of their own. */
export const countRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/count/$code',
  component: lazyRouteComponent(() => import('./features/count/CountPage.tsx'), 'CountPage'),
});

/** The voter list of a country, whose parts are features of their own. */
export const votersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/voters/$pack',
  component: lazyRouteComponent(
    () => import('./features/voter-list/VoterListPage.tsx'),
    'VoterListPage',
  ),
});

/** Any other address. It stands in the frame, so that the menu leads on. */
export const unknownRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFound,
});
