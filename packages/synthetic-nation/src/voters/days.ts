const MS_PER_DAY = 86_400_000;

/** Days since 1 January 1970 of an ISO 8601 day. */
export function dayNumber(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
}

const texts = new Map<number, string>();

/** ISO 8601 of a day since 1970; a hundred years of births are a few thousand texts, kept. */
export function dayText(day: number): string {
  const known = texts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  texts.set(day, text);
  return text;
}

/** 1 January of the year of a day. */
export function newYearOf(day: number): number {
  return dayNumber(`${dayText(day).slice(0, 4)}-01-01`);
}
