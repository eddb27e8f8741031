import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

/**
 * Around parts that make plain links, like maps: a press on a link into the administration changes the
 * page without loading everything anew. The links themselves stay real, their keyboard too.
 */
export function RouterLinks({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const href = link?.getAttribute('href') ?? '';
      if (!href.startsWith('/admin/')) return;
      event.preventDefault();
      router.history.push(href);
    };
    const element = box.current;
    element?.addEventListener('click', follow);
    return () => element?.removeEventListener('click', follow);
  }, [router]);
  return <div ref={box}>{children}</div>;
}
