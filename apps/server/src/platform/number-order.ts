/** Longer than any number of a station, district or commission. */
const DIGITS = 8;

/** A key by which numbers sort as people count, compared by code units: `9` before `10`, `39-2` before `39-18`. */
export function numberOrderKey(number: string): string {
  return number.replace(/\d+/g, (digits) => digits.padStart(DIGITS, '0'));
}
