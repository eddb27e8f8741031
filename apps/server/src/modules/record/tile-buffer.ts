import { assert, present } from '@ovoz/basics';
import {
  type Bundle,
  bundlesOfGrowth,
  encodeBundle,
  Frontier,
  leafHash,
  TILE_HEIGHT,
  TILE_WIDTH,
  type Tile,
  tilesOfGrowth,
} from '@ovoz/public-log';
import { sha256 } from '../../platform/evidence.ts';

/** What the files of a log hold from some size on: hashes and entries of tiles that are not finished yet. */
export type TileBuffer = {
  readonly size: () => number;
  readonly root: () => Uint8Array;
  readonly append: (entry: Uint8Array) => void;
  /** Bytes of a tile that is still held. */
  readonly tile: (tile: Tile) => Uint8Array;
  readonly bundle: (bundle: Bundle) => Uint8Array;
  /** Lets go of tiles that are whole. */
  readonly forgetWhole: () => void;
};

/** Things of one level, from the first of an unfinished tile on. */
type Held = { first: number; items: Uint8Array[] };

/** An empty tree; memory holds its right edge and what was appended since the last `forgetWhole`. */
export function createTileBuffer(): TileBuffer {
  const frontier = new Frontier(sha256);
  const levels: Held[] = [];
  const entries: Held = { first: 0, items: [] };
  return {
    size: () => frontier.size,
    root: () => frontier.root(),
    append: (entry) => {
      entries.items.push(entry);
      frontier.append(leafHash(entry, sha256), ({ level }, hash) => {
        if (level % TILE_HEIGHT !== 0) return;
        const tileLevel = level / TILE_HEIGHT;
        levels[tileLevel] ??= { first: 0, items: [] };
        levels[tileLevel].items.push(hash);
      });
    },
    tile: ({ level, index, width }) =>
      Buffer.concat(held(present(levels[level], 'the level has tiles'), index, width)),
    bundle: ({ index, width }) => encodeBundle(held(entries, index, width)),
    forgetWhole: () => {
      for (const one of [...levels, entries]) {
        const whole = one.items.length - (one.items.length % TILE_WIDTH);
        one.items.splice(0, whole);
        one.first += whole;
      }
    },
  };
}

function held({ first, items }: Held, index: number, width: number): readonly Uint8Array[] {
  const from = index * TILE_WIDTH - first;
  assert(from >= 0 && from + width <= items.length, 'the tile is still held');
  return items.slice(from, from + width);
}

/** Files that are whole once a tree grew from one size to another, and those that are not. */
export function filesOfGrowth(oldSize: number, newSize: number) {
  const [tiles, bundles] = [tilesOfGrowth(oldSize, newSize), bundlesOfGrowth(oldSize, newSize)];
  const isWhole = ({ width }: { readonly width: number }) => width === TILE_WIDTH;
  return {
    whole: { tiles: tiles.filter(isWhole), bundles: bundles.filter(isWhole) },
    partial: {
      tiles: tiles.filter((tile) => !isWhole(tile)),
      bundles: bundles.filter((bundle) => !isWhole(bundle)),
    },
  };
}
