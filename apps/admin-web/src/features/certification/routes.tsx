import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { countRoute } from '../../root.tsx';

const certificationRoute = createRoute({
  getParentRoute: () => countRoute,
  path: '/certification',
  component: lazyRouteComponent(() => import('./CertificationPart.tsx'), 'CertificationPart'),
});

export const certificationParts = [certificationRoute] as const;
