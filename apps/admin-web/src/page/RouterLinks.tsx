import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, type ReactNode, useCallback } from 'react';

/**
 * Around parts that make plain links, like maps: a press on a link into the administration changes the
 * page without loading everything anew. The links themselves stay real.
 */
export function RouterLinks({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const follow = useCallback(
    (event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const href = link?.getAttribute('href') ?? '';
      if (!href.startsWith('/admin/')) return;
      event.preventDefault();
      router.history.push(href);
    },
    [router],
  );
  // The links inside have their own keyboard handling: Enter on a link is a click.
  return <div onClick={follow}>{children}</div>;
}
