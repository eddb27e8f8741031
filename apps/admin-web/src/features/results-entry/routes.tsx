import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute, shellRoute } from '../../root.tsx';
import { keyingSearch } from './keying-search.ts';

const keyingRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/keying',
  validateSearch: keyingSearch,
  component: lazyRouteComponent(() => import('./KeyingPart.tsx'), 'KeyingPart'),
});

const uploadRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/upload',
  component: lazyRouteComponent(() => import('./UploadPart.tsx'), 'UploadPart'),
});

const entryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/count/$code/keying/$contest/$station/$count',
  component: lazyRouteComponent(() => import('./EntryPage.tsx'), 'EntryPage'),
});

/** In the frame of the count. */
export const keyingParts = [keyingRoute, uploadRoute] as const;
/** Pages of their own. */
export const keyingPages = [entryRoute] as const;
