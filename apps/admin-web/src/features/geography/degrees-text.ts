/** Ten-thousandths of a degree as decimal degrees, latitude first: `40.7821, 72.3442`. */
export function degreesText(latitudeE4: number | null, longitudeE4: number | null): string | null {
  if (latitudeE4 === null || longitudeE4 === null) return null;
  return `${oneText(latitudeE4)}, ${oneText(longitudeE4)}`;
}

function oneText(e4: number): string {
  const size = String(Math.abs(e4)).padStart(5, '0');
  return `${e4 < 0 ? '−' : ''}${size.slice(0, -4)}.${size.slice(-4)}`;
}
