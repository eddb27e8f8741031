import { type RefObject, useEffect, useRef, useState } from 'react';
import { pan, type Size, type View, WHOLE, zoomAt } from './view.ts';

const KEY_STEP = 60;
export const BUTTON_FACTOR = 1.6;
/** A pointer that moved less than this has pressed, not dragged. */
const DRAG_FROM = 5;

type Pointer = { readonly x: number; readonly y: number };

/**
 * Moves the view of a canvas by pointer, wheel and keys. One finger scrolls the page up and down and
 * moves the map sideways; two fingers move and zoom it. `onPress` gets where the map was pressed.
 */
export function useMapView(
  canvas: RefObject<HTMLCanvasElement | null>,
  size: Size,
  onPress: (view: View, x: number, y: number) => void,
) {
  const [view, setView] = useState<View>(WHOLE);
  const pointers = useRef(new Map<number, Pointer>());
  const moved = useRef(0);
  const isWhole = view.scale === 1;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    // React listens to wheels passively, so that the page would scroll along.
    const zoom = (event: WheelEvent) => {
      if (isWhole && event.deltaY > 0) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const factor = Math.exp(-event.deltaY / 400);
      setView((now) => zoomAt(now, size, factor, event.clientX - left, event.clientY - top));
    };
    element.addEventListener('wheel', zoom, { passive: false });
    return () => element.removeEventListener('wheel', zoom);
  }, [canvas, size, isWhole]);

  const place = (event: React.PointerEvent): Pointer => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  const handlers = {
    onPointerDown: (event: React.PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, place(event));
      moved.current = 0;
    },
    onPointerMove: (event: React.PointerEvent) => {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const now = place(event);
      const others = [...pointers.current].filter(([id]) => id !== event.pointerId);
      pointers.current.set(event.pointerId, now);
      moved.current += Math.hypot(now.x - before.x, now.y - before.y);
      const other = others[0]?.[1];
      setView((seen) =>
        other === undefined
          ? pan(seen, size, now.x - before.x, now.y - before.y)
          : pinch(seen, size, before, now, other),
      );
    },
    onPointerUp: (event: React.PointerEvent) => {
      const down = pointers.current.delete(event.pointerId);
      const { x, y } = place(event);
      if (down && moved.current < DRAG_FROM) onPress(view, x, y);
    },
    onPointerCancel: (event: React.PointerEvent) => {
      pointers.current.delete(event.pointerId);
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const move = keyMove(event.key, size);
      if (move === null) {
        if (event.key === 'Enter') onPress(view, size.width / 2, size.height / 2);
        return;
      }
      event.preventDefault();
      setView(move);
    },
  };
  return { view, setView, handlers };
}

function pinch(view: View, size: Size, before: Pointer, now: Pointer, other: Pointer): View {
  const was = Math.hypot(before.x - other.x, before.y - other.y);
  const is = Math.hypot(now.x - other.x, now.y - other.y);
  const [x, y] = [(now.x + other.x) / 2, (now.y + other.y) / 2];
  const moved = pan(view, size, (now.x - before.x) / 2, (now.y - before.y) / 2);
  return was === 0 ? moved : zoomAt(moved, size, is / was, x, y);
}

function keyMove(key: string, size: Size): ((view: View) => View) | null {
  const [x, y] = [size.width / 2, size.height / 2];
  switch (key) {
    case 'ArrowLeft':
      return (view) => pan(view, size, KEY_STEP, 0);
    case 'ArrowRight':
      return (view) => pan(view, size, -KEY_STEP, 0);
    case 'ArrowUp':
      return (view) => pan(view, size, 0, KEY_STEP);
    case 'ArrowDown':
      return (view) => pan(view, size, 0, -KEY_STEP);
    case '+':
    case '=':
      return (view) => zoomAt(view, size, BUTTON_FACTOR, x, y);
    case '-':
      return (view) => zoomAt(view, size, 1 / BUTTON_FACTOR, x, y);
    case '0':
      return () => WHOLE;
    default:
      return null;
  }
}
