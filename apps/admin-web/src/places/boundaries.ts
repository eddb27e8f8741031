import { getBoundaries } from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import type { Boundaries } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { FOREVER, reading } from '../server/reading.ts';

/** Boundaries of a level of a country, ready to be drawn; null while they come and where there are none. */
export function useBoundaries(pack: CountryPack, level: number): Boundaries | null {
  const exists = pack.boundaries.some((one) => one.level === level);
  const { data } = useQuery({
    ...reading(getBoundaries, { params: { pack: pack.code, level: String(level) } }),
    ...FOREVER,
    enabled: exists,
  });
  // The pack's check has seen that the file holds polygons with codes.
  return data === undefined ? null : (data as unknown as Boundaries);
}
