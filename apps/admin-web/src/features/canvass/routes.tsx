import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute, shellRoute } from '../../root.tsx';
import { canvassSearch } from './canvass-search.ts';

const canvassRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/canvass',
  validateSearch: canvassSearch,
  component: lazyRouteComponent(() => import('./CanvassPart.tsx'), 'CanvassPart'),
});

const objectionsRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/objections',
  component: lazyRouteComponent(() => import('./ObjectionsPart.tsx'), 'ObjectionsPart'),
});

const canvassPageRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/count/$code/canvass/$contest/$area',
  component: lazyRouteComponent(() => import('./CanvassPage.tsx'), 'CanvassPage'),
});

export const canvassParts = [canvassRoute, objectionsRoute] as const;
export const canvassPages = [canvassPageRoute] as const;
