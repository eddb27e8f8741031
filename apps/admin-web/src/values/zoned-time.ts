/** A local day and time of day in a zone, as the fields of a form hold them. */
export type LocalTime = { readonly day: string; readonly time: string };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs much more than using it. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const kept = formats.get(timeZone);
  if (kept !== undefined) return kept;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, made);
  return made;
}

/** The local time of an instant: `2026-12-27`, `08:00`. */
export function localTimeOf(instantMs: number, timeZone: string): LocalTime {
  const parts = new Map(
    formatIn(timeZone)
      .formatToParts(instantMs)
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    day: `${get('year').padStart(4, '0')}-${get('month')}-${get('day')}`,
    time: `${get('hour')}:${get('minute')}`,
  };
}

/**
 * The instant of a local time in a zone, milliseconds since 1970; null when the text is no time.
 * A time that a clock change skips is moved by the gap, one that it repeats is the first: as in the
 * calendar of elections.
 */
export function instantOf({ day, time }: LocalTime, timeZone: string): number | null {
  const asUtc = Date.parse(`${day}T${time}:00.000Z`);
  if (Number.isNaN(asUtc)) return null;
  // Offsets change at most once within two days of each other, so these are the only candidates.
  const before = asUtc - offsetAt(asUtc - DAY_MS, timeZone);
  const after = asUtc - offsetAt(asUtc + DAY_MS, timeZone);
  const isRight = (ms: number) => ms + offsetAt(ms, timeZone) === asUtc;
  return [before, after].filter(isRight).toSorted((a, b) => a - b)[0] ?? before;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Milliseconds that the zone is ahead of UTC at an instant that lies on a whole minute. */
function offsetAt(ms: number, timeZone: string): number {
  const { day, time } = localTimeOf(ms, timeZone);
  return Date.parse(`${day}T${time}:00.000Z`) - ms;
}
