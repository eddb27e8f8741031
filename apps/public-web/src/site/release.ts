import type { ElectionView } from './election-view.ts';

/**
 * When figures may first be published: the close of the last station that the law waits for, as an instant
 * in milliseconds; null while no station is known.
 */
export function releaseMs(view: ElectionView): number | null {
  const { definition, pack } = view.election;
  const rule = pack.systems.find(({ code }) => code === definition.system)?.release;
  const instants = view.closings
    .filter(({ kind }) => rule !== 'last-domestic-station' || kind !== 'abroad')
    .map(({ closes, timeZone }) => instantMs(definition.votingDay, closes, timeZone));
  return instants.length === 0 ? null : Math.max(...instants);
}

/** The instant of a local day and time of day `HH:MM` in a zone. */
export function instantMs(day: string, time: string, timeZone: string): number {
  const wished = Date.parse(`${day}T${time}:00Z`);
  // The offset at the guess is that of the instant but for an hour around a change of clocks; asked again.
  const guess = wished - offsetMs(wished, timeZone);
  return wished - offsetMs(guess, timeZone);
}

function offsetMs(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type);
  return (
    Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:00Z`) -
    Math.floor(instant / 60_000) * 60_000
  );
}
