/** Paths and bytes of C2SP tlog-tiles. */
export const TILE_WIDTH = 256;
/** An entry has its length in two bytes before it. */
export const MAX_ENTRY_BYTES = 65_535;
export const MAX_BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES);

/** `log/tile/0/x001/067`, with `.p/17` when it holds 17 of its 256. */
export function tilePath(level: number | 'entries', number: number, width: number): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `log/tile/${level}/${written(number)}${partial}`;
}

/** Groups of three digits, `x` before all but the last. */
function written(number: number): string {
  const last = String(number % 1000).padStart(3, '0');
  const rest = Math.floor(number / 1000);
  return rest === 0 ? last : `${beforeLast(rest)}/${last}`;
}

function beforeLast(number: number): string {
  const group = `x${String(number % 1000).padStart(3, '0')}`;
  const rest = Math.floor(number / 1000);
  return rest === 0 ? group : `${beforeLast(rest)}/${group}`;
}

export type Tile = {
  readonly level: number | 'entries';
  readonly number: number;
  readonly width: number;
};

/** What a path names, or null when it is no path of a tile. */
export function tileOf(path: string): Tile | null {
  const parts =
    /^log\/tile\/(entries|\d|[1-5]\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  const [, levelText, numberText, widthText] = parts ?? [];
  if (levelText === undefined || numberText === undefined) return null;
  const level = levelText === 'entries' ? levelText : Number(levelText);
  const number = Number(numberText.replaceAll(/[x/]/g, ''));
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  if (!Number.isSafeInteger(number)) return null;
  // Only the one way of writing it: no `x000/001`, no `.p/0`, no `.p/017`.
  return tilePath(level, number, width) === path && width >= 1 && width <= TILE_WIDTH
    ? { level, number, width }
    : null;
}

/** How many of the 256 places of tile `number` are filled when the level has `count` hashes; 0 beyond the end. */
export function widthOf(number: number, count: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, count - number * TILE_WIDTH));
}

/** The entries of a bundle, or null when it does not hold exactly so many. */
export function entriesIn(bundle: Uint8Array, count: number): readonly Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bundle.length && entries.length < count) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0);
    at += 2;
    if (at + length > bundle.length) return null;
    entries.push(bundle.subarray(at, at + length));
    at += length;
  }
  return at === bundle.length && entries.length === count ? entries : null;
}
