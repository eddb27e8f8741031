import { type Count, MAX_COUNT } from '@ovoz/election-model';

/** Shown for a figure that the paper leaves empty. */
export const EMPTY_ON_PAPER = '—';

const MOST_DIGITS = String(MAX_COUNT).length;

/**
 * What a field shows after something was typed or pasted: digits, or the mark of an empty row when a minus
 * was pressed. Anything else is left out, so that no slip becomes a number.
 */
export function keyedText(typed: string): string {
  if (/[-−–—]/.test(typed)) return EMPTY_ON_PAPER;
  const digits = typed.replaceAll(/\D/g, '').slice(0, MOST_DIGITS);
  return digits.replace(/^0+(?=\d)/, '');
}

/** The figure that a field stands for; undefined while nothing was keyed, which is not the same as empty. */
export function countOfText(text: string): Count | undefined {
  if (text === '') return undefined;
  return text === EMPTY_ON_PAPER ? null : Number(text);
}

/** The text of a figure that was saved. */
export function textOfCount(count: Count | undefined): string {
  if (count === undefined) return '';
  return count === null ? EMPTY_ON_PAPER : String(count);
}

export type KeyedTexts = Readonly<Record<string, string>>;

/** The figures that were keyed so far. */
export function valuesOf(texts: KeyedTexts): Record<string, Count> {
  const values: Record<string, Count> = {};
  for (const [name, text] of Object.entries(texts)) {
    const count = countOfText(text);
    if (count !== undefined) values[name] = count;
  }
  return values;
}

/** Sum of the fields with a prefix, as a help for the eye; null while one of them is not a number. */
export function sumOfKeyed(texts: KeyedTexts, prefix: string): number | null {
  let sum = 0;
  for (const [name, text] of Object.entries(texts)) {
    if (!name.startsWith(prefix)) continue;
    const count = countOfText(text);
    if (count === undefined || count === null) return null;
    sum += count;
  }
  return sum;
}

/** Where a key leads: one field on, one back, or nowhere. Tab is the browser's own and needs no help. */
export function stepOfKey({
  key,
  shiftKey,
}: {
  readonly key: string;
  readonly shiftKey: boolean;
}): 1 | -1 | 0 {
  if (key === 'Enter') return shiftKey ? -1 : 1;
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : 0;
}
