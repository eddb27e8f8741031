import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { bareRoute, countRoute } from '../../root.tsx';

export type FollowSearch = { readonly territory?: string; readonly contest?: string };

function followSearch(search: Record<string, unknown>): FollowSearch {
  const [territory, contest] = [search['territory'], search['contest']];
  return {
    ...(typeof territory === 'string' && territory !== '' ? { territory } : {}),
    ...(typeof contest === 'string' && contest !== '' ? { contest } : {}),
  };
}

const followRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/',
  validateSearch: followSearch,
  component: lazyRouteComponent(() => import('./FollowPart.tsx'), 'FollowPart'),
});

const wallRoute = createRoute({
  getParentRoute: () => bareRoute,
  path: '/wall/$code',
  validateSearch: followSearch,
  component: lazyRouteComponent(() => import('./WallPage.tsx'), 'WallPage'),
});

export const followParts = [followRoute] as const;
export const wallPages = [wallRoute] as const;
