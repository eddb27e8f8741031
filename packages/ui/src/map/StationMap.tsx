import { type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { type Credit, MapCredits } from '../parts/Marks.tsx';
import { useTranslator } from '../parts/TranslatorProvider.tsx';
import type { StationPoints } from '../stations/station-points.ts';
import type { Boundaries } from './boundaries.ts';
import { drawStations } from './draw-stations.ts';
import { layStations, type StationGeometry } from './station-scene.ts';
import { useElementSize } from './use-element-size.ts';
import { useMapColors } from './use-map-colors.ts';
import { BUTTON_FACTOR, useMapView } from './use-map-view.ts';
import { centreOn, onPlane, type Size, type View, WHOLE, zoomAt } from './view.ts';

type Props = {
  readonly points: StationPoints;
  readonly boundaries: Boundaries | null;
  /** Indexes of the stations to be dotted; null: all. */
  readonly shown: readonly number[] | null;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
  readonly credits: readonly Credit[];
  /** The list or table of the same stations, when it does not stand beside the map. */
  readonly alternative?: ReactNode;
};

/** How near, in pixels, a press must be to a station. */
const HIT_RADIUS = 18;
/** Enlargement at which a chosen station is shown. */
const CHOSEN_SCALE = 8;
const NOT_MEASURED: Size = { width: 1, height: 1 };

/** All stations as dots on a canvas that can be moved and enlarged. Needs scripts. */
export function StationMap(props: Props) {
  const { points, boundaries, shown, chosen, onChoose, credits, alternative } = props;
  const { t } = useTranslator();
  const helpId = useId();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(box);
  const geometry = useMemo(
    () => (size === null ? null : layStations(points, boundaries, size)),
    [points, boundaries, size],
  );
  const marks = useMemo(() => marksOf(points.numbers.length, shown), [points, shown]);
  const press = (seen: View, x: number, y: number) => {
    if (geometry === null) return;
    const [px, py] = onPlane(seen, x, y);
    const hit = geometry.grid.nearest(px, py, HIT_RADIUS / seen.scale, (one) => marks[one] === 1);
    if (hit !== null) onChoose(hit);
  };
  const { view, setView, handlers } = useMapView(canvas, size ?? NOT_MEASURED, press);
  useDrawing(box, canvas, geometry, marks, chosen, view);
  useEffect(() => {
    if (chosen !== null && geometry !== null) setView((now) => showChosen(now, geometry, chosen));
  }, [chosen, geometry, setView]);

  const zoom = (factor: number) => {
    if (size !== null) {
      setView((now) => zoomAt(now, size, factor, size.width / 2, size.height / 2));
    }
  };
  const count = shown?.length ?? points.numbers.length;
  return (
    <figure className="ov-map ov-map--stations">
      <div className="ov-station-map" ref={box}>
        <canvas
          ref={canvas}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys move it
          tabIndex={0}
          // oxlint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role
          role="application"
          aria-label={t('map.stations', { count })}
          aria-describedby={helpId}
          {...handlers}
        />
        <div className="ov-station-map__buttons">
          <MapButton name={t('map.zoomIn')} sign="+" onPress={() => zoom(BUTTON_FACTOR)} />
          <MapButton name={t('map.zoomOut')} sign="−" onPress={() => zoom(1 / BUTTON_FACTOR)} />
          <MapButton name={t('map.wholeCountry')} sign="▢" onPress={() => setView(WHOLE)} />
        </div>
      </div>
      <figcaption>
        <p id={helpId} className="ov-credits">
          {t('map.keys')}
        </p>
        <MapCredits credits={credits} />
        {alternative}
      </figcaption>
    </figure>
  );
}

type ButtonProps = {
  readonly name: string;
  readonly sign: string;
  readonly onPress: () => void;
};

function MapButton({ name, sign, onPress }: ButtonProps) {
  return (
    <button type="button" aria-label={name} title={name} onClick={onPress}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

/** Draws when something changed, at most once a frame. */
function useDrawing(
  box: React.RefObject<HTMLDivElement | null>,
  canvas: React.RefObject<HTMLCanvasElement | null>,
  geometry: StationGeometry | null,
  shown: Uint8Array,
  chosen: number | null,
  view: View,
): void {
  const colors = useMapColors(box);
  useEffect(() => {
    const element = canvas.current;
    if (element === null || geometry === null || colors === null) return undefined;
    const { size } = geometry;
    const frame = requestAnimationFrame(() => {
      // Beyond two, more pixels cost time and nobody sees them.
      const pixelRatio = Math.min(2, devicePixelRatio);
      const [width, height] = [size.width * pixelRatio, size.height * pixelRatio];
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      const context = element.getContext('2d');
      if (context === null) return;
      drawStations(context, { ...geometry, shown, chosen }, view, size, pixelRatio, colors);
    });
    return () => cancelAnimationFrame(frame);
  }, [canvas, geometry, shown, chosen, view, colors]);
}

function marksOf(length: number, shown: readonly number[] | null): Uint8Array {
  const marks = new Uint8Array(length);
  if (shown === null) return marks.fill(1);
  for (const index of shown) marks[index] = 1;
  return marks;
}

function showChosen(view: View, geometry: StationGeometry, chosen: number): View {
  const x = geometry.xs[chosen] ?? Number.NaN;
  const y = geometry.ys[chosen] ?? Number.NaN;
  return Number.isNaN(x) ? view : centreOn(view, geometry.size, x, y, CHOSEN_SCALE);
}
