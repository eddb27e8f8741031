import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute } from '../../root.tsx';

const keysRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/keys',
  validateSearch: (search: Record<string, unknown>): { readonly station?: string } =>
    typeof search['station'] === 'string' && search['station'] !== ''
      ? { station: search['station'] }
      : {},
  component: lazyRouteComponent(() => import('./KeysPart.tsx'), 'KeysPart'),
});

export const keyParts = [keysRoute] as const;
