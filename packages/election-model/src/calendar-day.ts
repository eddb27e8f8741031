const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for `YYYY-MM-DD` that the Gregorian calendar has; it has no year 0. Plain arithmetic: imports ask it for each row. */
export function isDay(text: string): boolean {
  const match = /^(?!0000)(\d{4})-(\d{2}-\d{2})$/.exec(text);
  return match !== null && isDayOfYear(match[2] ?? '', isLeapYear(Number(match[1])));
}

/** True for `MM-DD` that some year has. */
export function isYearlyDay(text: string): boolean {
  return isDayOfYear(text, true);
}

function isDayOfYear(text: string, isLeap: boolean): boolean {
  const match = /^(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [month, day] = [Number(match[1]), Number(match[2])];
  const last = month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
