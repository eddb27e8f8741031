/**
 * The dark squares of a QR code as one SVG path, a unit per square, runs of a row joined.
 * `rows` is true where a square is dark.
 */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) =>
      [...runsOf(row)].map(([start, length]) => `M${start} ${y}h${length}v1h-${length}z`),
    )
    .join('');
}

function* runsOf(row: readonly boolean[]): Generator<readonly [start: number, length: number]> {
  let start = -1;
  for (let x = 0; x <= row.length; x += 1) {
    const isDark = row[x] === true;
    if (isDark && start < 0) start = x;
    if (!isDark && start >= 0) {
      yield [start, x - start];
      start = -1;
    }
  }
}

/** The secret of an `otpauth://` address, in groups of four for typing; empty when there is none. */
export function secretOf(otpauthUri: string): string {
  const secret = /[?&]secret=([A-Z2-7]+)/i.exec(otpauthUri)?.[1] ?? '';
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}
