import type { ReactNode } from 'react';

type Props = {
  readonly part: number;
  readonly whole: number;
  readonly color?: string;
};

const UNITS = 1000;

/** A share as a line; the number stands beside it. Drawn, because the security policy allows no styles here. */
export function ShareLine({ part, whole, color }: Props) {
  const width = whole > 0 ? Math.min(UNITS, Math.round((part * UNITS) / whole)) : 0;
  return (
    <svg
      className="res-line"
      viewBox={`0 0 ${UNITS} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect className="res-line__ground" width={UNITS} height="10" />
      <rect
        {...(color === undefined ? { className: 'res-line__share' } : { fill: color })}
        width={width}
        height="10"
      />
    </svg>
  );
}

/** A name with the colour of its party before it; they stay in one line. */
export function ColoredName({ color, children }: { color: string; children: ReactNode }) {
  return (
    <span className="res-name">
      <Swatch color={color} />
      <span>{children}</span>
    </span>
  );
}

/** The colour of a party, beside its name. */
export function Swatch({ color }: { readonly color: string }) {
  return (
    <svg className="res-swatch" viewBox="0 0 10 10" aria-hidden="true">
      <rect width="10" height="10" rx="2" fill={color} />
    </svg>
  );
}
