import { type MatchLine, PAIR_BANDS, type PairBand } from '@ovoz/contract';
import type { AdminKey } from '../../language.ts';

const COMPARISONS = [
  'surname',
  'given',
  'patronymic',
  'birth',
  'sex',
  'address',
  'number',
  'document',
] as const;
const LEVELS = [
  'equal',
  'same-sound',
  'close',
  'similar',
  'both-placeholder',
  'swapped',
  'placeholder',
  'one-digit',
  'same-year',
  'same-flat',
  'same-house',
  'same-locality',
  'same-district',
  'different',
  'missing',
] as const;

/** What a comparison is about, in words. */
export function comparisonKey(comparison: string): AdminKey {
  const known = COMPARISONS.find((one) => one === comparison);
  return known === undefined ? 'duplicates.other' : `comparison.${known}`;
}

/** What a comparison showed, in words. */
export function levelKey(level: string): AdminKey {
  const known = LEVELS.find((one) => one === level);
  return known === undefined ? 'duplicates.other' : `match-level.${known}`;
}

export type Tone = 'agrees' | 'near' | 'differs' | 'silent';

/** Half a bit either way says nothing that anybody should rely on. */
const SILENT_BELOW = 500;
const STRONG = ['equal', 'same-flat', 'same-house', 'same-sound'];

/** How a line is marked: agreeing, nearly so, differing, or saying nothing. */
export function toneOf({ level, weight }: MatchLine): Tone {
  if (level === 'missing' || (weight > -SILENT_BELOW && weight < SILENT_BELOW)) return 'silent';
  if (weight < 0) return 'differs';
  return STRONG.includes(level) ? 'agrees' : 'near';
}

/** The band of a weight. */
export function strengthOf(weight: number): PairBand {
  return PAIR_BANDS.findLast(({ from }) => weight >= from)?.band ?? 'weak';
}

/** Thousandths of a bit as people read them: one decimal, with the sign. */
export function bits(weight: number): number {
  return Math.round(weight / 100) / 10;
}
