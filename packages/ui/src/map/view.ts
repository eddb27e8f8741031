/** What of a plane is seen: a point of it at the upper left corner, and how much it is enlarged. */
export type View = { readonly scale: number; readonly left: number; readonly top: number };

export type Size = { readonly width: number; readonly height: number };

export const WHOLE: View = { scale: 1, left: 0, top: 0 };

/** 40 times enlarges Uzbekistan until a small town fills the screen. */
const MAX_SCALE = 40;

/** Enlarges by `factor`, keeping the screen point (x, y) where it is. The plane has the screen's size. */
export function zoomAt(view: View, size: Size, factor: number, x: number, y: number): View {
  const scale = Math.min(MAX_SCALE, Math.max(1, view.scale * factor));
  const left = view.left + x / view.scale - x / scale;
  const top = view.top + y / view.scale - y / scale;
  return within({ scale, left, top }, size);
}

/** Moves what is seen by screen pixels: positive `dx` shows what lies to the left. */
export function pan(view: View, size: Size, dx: number, dy: number): View {
  return within(
    { ...view, left: view.left - dx / view.scale, top: view.top - dy / view.scale },
    size,
  );
}

/** Puts a point of the plane in the middle, enlarged at least `scale` times. */
export function centreOn(view: View, size: Size, x: number, y: number, scale: number): View {
  const enlarged = Math.min(MAX_SCALE, Math.max(view.scale, scale));
  return within(
    {
      scale: enlarged,
      left: x - size.width / enlarged / 2,
      top: y - size.height / enlarged / 2,
    },
    size,
  );
}

/** Where a screen point lies on the plane. */
export function onPlane(view: View, x: number, y: number): readonly [number, number] {
  return [view.left + x / view.scale, view.top + y / view.scale];
}

function within(view: View, size: Size): View {
  const clamp = (value: number, whole: number) =>
    Math.min(Math.max(value, 0), whole - whole / view.scale);
  return {
    scale: view.scale,
    left: clamp(view.left, size.width),
    top: clamp(view.top, size.height),
  };
}
