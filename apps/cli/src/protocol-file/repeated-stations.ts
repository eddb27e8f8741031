import { CommandFailure } from '../failure.ts';
import { STATION_NUMBER } from './column-plan.ts';
import type { FiledProtocol } from './read-protocols.ts';

/** A person's decision: the so-manieth row of a number is another station. `39-18#2=39-18-2`. */
export type Resolution = {
  readonly station: string;
  readonly occurrence: number;
  readonly becomes: string;
};

export type RepeatedStation = { readonly station: string; readonly lines: readonly number[] };

/** @throws CommandFailure `resolution-invalid` */
export function parseResolution(text: string): Resolution {
  const [, station = '', occurrence = '', becomes = ''] =
    /^([^#=]+)#([1-9]\d?)=([^#=]+)$/.exec(text) ?? [];
  if (STATION_NUMBER.test(station) && STATION_NUMBER.test(becomes)) {
    return { station, occurrence: Number(occurrence), becomes };
  }
  throw new CommandFailure('resolution-invalid', `"${text}" should look like 39-18#2=39-18-2.`);
}

/**
 * Gives rows the numbers that a person decided, and sets aside every number that is still there twice: nothing of
 * it is imported before somebody says which is which.
 * @throws CommandFailure `resolution-unused` for a decision about a row that is not there
 */
export function resolveRepeated(
  protocols: readonly FiledProtocol[],
  resolutions: readonly Resolution[],
): { readonly protocols: readonly FiledProtocol[]; readonly repeated: readonly RepeatedStation[] } {
  const seen = new Map<string, number>();
  const used = new Set<Resolution>();
  const renamed = protocols.map((protocol) => {
    const occurrence = (seen.get(protocol.station) ?? 0) + 1;
    seen.set(protocol.station, occurrence);
    const decided = resolutions.find(
      (one) => one.station === protocol.station && one.occurrence === occurrence,
    );
    if (decided === undefined) return protocol;
    used.add(decided);
    return { ...protocol, station: decided.becomes };
  });
  const unused = resolutions.find((one) => !used.has(one));
  if (unused !== undefined) {
    throw new CommandFailure(
      'resolution-unused',
      `The file has no row ${unused.occurrence} of station ${unused.station}.`,
    );
  }
  const groups = Map.groupBy(renamed, ({ station }) => station);
  const repeated = [...groups]
    .filter(([, rows]) => rows.length > 1)
    .map(([station, rows]) => ({ station, lines: rows.map(({ line }) => line) }));
  const asideStations = new Set(repeated.map(({ station }) => station));
  return { protocols: renamed.filter(({ station }) => !asideStations.has(station)), repeated };
}
