import { type RefObject, useEffect, useState } from 'react';
import type { Size } from './view.ts';

/** Size of an element in CSS pixels, kept true while it changes; null until it was measured. */
export function useElementSize(element: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const watched = element.current;
    if (watched === null) return undefined;
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = watched;
      if (clientWidth > 0 && clientHeight > 0) {
        setSize({ width: clientWidth, height: clientHeight });
      }
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
