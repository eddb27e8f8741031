/** Zones change their clocks by less than this around any instant. */
const DAY_MS = 24 * 60 * 60 * 1000;
const clocks = new Map<string, Intl.DateTimeFormat>();
/** Hours are asked for again in each of some hundred areas, and asking a time zone takes a tenth of a millisecond. */
const instants = new Map<string, number | null>();
const MAX_KEPT = 10_000;

/**
 * The instant, in milliseconds since 1970, at which clocks in the zone show the time on the day. A time that a
 * clock change skips moves forward by the gap; of one that it repeats it is the first. Null when there is no
 * such zone, day or time. @param day `YYYY-MM-DD`, @param time `HH:MM`, @param zone IANA name.
 */
export function localInstantMs(day: string, time: string, zone: string): number | null {
  const key = `${day} ${time} ${zone}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const instant = findInstantMs(day, time, zone);
  if (instants.size >= MAX_KEPT) instants.clear();
  instants.set(key, instant);
  return instant;
}

function findInstantMs(day: string, time: string, zone: string): number | null {
  const asIfUtc = Date.parse(`${day}T${time}:00.000Z`);
  if (Number.isNaN(asIfUtc)) return null;
  const before = offsetMs(zone, asIfUtc - DAY_MS);
  const after = offsetMs(zone, asIfUtc + DAY_MS);
  if (before === null || after === null) return null;
  const shown = [before, after]
    .map((offset) => ({ instant: asIfUtc - offset, offset }))
    .filter(({ instant, offset }) => offsetMs(zone, instant) === offset);
  // Skipped times count on by the clock as it was before the change.
  return shown.length === 0 ? asIfUtc - before : Math.min(...shown.map(({ instant }) => instant));
}

/** The day that clocks in the zone show at an instant, `YYYY-MM-DD`; null when there is no such zone. */
export function localDay(instantMs: number, zone: string): string | null {
  const offset = offsetMs(zone, instantMs);
  return offset === null ? null : new Date(instantMs + offset).toISOString().slice(0, 10);
}

/** The next day of the calendar. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** How far clocks in the zone are ahead of UTC at an instant. */
function offsetMs(zone: string, instantMs: number): number | null {
  const clock = clockOf(zone);
  if (clock === null) return null;
  const parts = Object.fromEntries(
    clock.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(instantMs / 1000) * 1000;
}

function clockOf(zone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  if (!/^[A-Za-z]/.test(zone)) return null;
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, clock);
    return clock;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
