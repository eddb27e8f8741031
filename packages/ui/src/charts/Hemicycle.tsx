import { seatPlaces } from './seat-places.ts';

export type SeatShare = { readonly name: string; readonly seats: number; readonly color: string };

type Props = {
  /** What it shows: `150 seats`. */
  readonly title: string;
  /** From left to right. */
  readonly parties: readonly SeatShare[];
  /** Stands in the middle; left out, the number of seats. */
  readonly middle?: string;
};

/** Places are in units of the outer radius. Browsers space the letters of tiny fonts badly, so it is drawn larger. */
const SCALE = 100;
const MARGIN = 8;

/** The seats of a parliament as a half circle, with the names and numbers beside it as text. */
export function Hemicycle({ title, parties, middle }: Props) {
  const shares = parties.filter(({ seats }) => seats > 0);
  const colors = shares.flatMap(({ seats, color }) => Array.from({ length: seats }, () => color));
  const places = seatPlaces(colors.length);
  const text = shares.map(({ name, seats }) => `${name}: ${seats}`).join('; ');
  const [left, width, height] = [-SCALE - MARGIN, 2 * (SCALE + MARGIN), SCALE + 2 * MARGIN];
  const box = `${left} ${left} ${width} ${height}`;
  return (
    <figure className="ov-hemicycle">
      <svg viewBox={box} role="img" aria-label={`${title}. ${text}`}>
        {places.map(({ x, y, radius }, index) => (
          // A seat is its place in the row; nothing else tells it apart.
          <circle
            key={index}
            cx={x * SCALE}
            cy={-y * SCALE}
            r={radius * SCALE}
            fill={colors[index]}
          />
        ))}
        <text x="0" y="-4" textAnchor="middle" className="ov-hemicycle__middle">
          {middle ?? colors.length}
        </text>
      </svg>
      <figcaption>
        <ul className="ov-hemicycle__parties">
          {shares.map(({ name, seats, color }) => (
            <li key={name}>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <circle cx="5" cy="5" r="5" fill={color} />
              </svg>
              <span>{name}</span> <strong>{seats}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}
