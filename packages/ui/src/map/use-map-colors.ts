import { type RefObject, useEffect, useState } from 'react';
import type { MapColors } from './draw-stations.ts';

/** Colours of the theme for a canvas; follow light and dark. */
export function useMapColors(element: RefObject<HTMLElement | null>): MapColors | null {
  const [colors, setColors] = useState<MapColors | null>(null);
  useEffect(() => {
    const read = () => {
      if (element.current !== null) setColors(readColors(element.current));
    };
    read();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', read);
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributeFilter: ['data-color-scheme'] });
    return () => {
      dark.removeEventListener('change', read);
      observer.disconnect();
    };
  }, [element]);
  return colors;
}

function readColors(element: HTMLElement): MapColors {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    land: color('--ov-map-land'),
    border: color('--ov-map-border'),
    dot: color('--ov-map-dot'),
    chosen: color('--ov-map-chosen'),
    halo: color('--ds-color-neutral-background-default'),
  };
}
