import type { Database } from '../../../platform/database.ts';
import {
  readDecisions,
  readExplanations,
  readPackages,
  readProtocols,
  readScans,
} from '../../result-protocols/public.ts';
import { readKeys } from '../../station-keys/public.ts';
import { rowText } from './area-content.ts';
import { type ElectionResults, headOf, type Times, timesOf } from './election-results.ts';
import type { Station } from './places.ts';
import { markDirty } from './publish-areas.ts';
import { sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import {
  asJson,
  correctionsOf,
  groupRows,
  type StationRows,
  type TurnoutReports,
  stationContent,
  stationRow,
} from './station-content.ts';

/** Writes the files of stations from what is stored of them, and marks the areas that list or sum them. */
export async function publishStations(
  database: Database,
  results: ElectionResults,
  numbers: readonly string[],
  times: Times,
): Promise<void> {
  const known = numbers.filter((number) => results.places.stations.has(number));
  if (known.length === 0) return;
  const read = await readStations(database, results.election, known);
  // As on the ballot table: in the order of the definition.
  const order = results.definition.contests.map(({ code }) => code);
  const rows = {
    ...read,
    protocols: read.protocols.toSorted(
      (a, b) => order.indexOf(a.contest) - order.indexOf(b.contest),
    ),
  };
  for (const protocol of rows.protocols) {
    results.revisions.set(protocolKey(protocol), protocol.revision);
    if (protocol.changedAt > results.changedAt) results.changedAt = protocol.changedAt;
  }
  for (const [number, own] of groupRows(known, rows)) {
    const place = results.places.stations.get(number);
    if (place !== undefined) publishStation(results, place, own, times);
  }
}

/** Name of a protocol among all of an election. */
export function protocolKey({ contest, station, count }: ProtocolName): string {
  return `${contest}/${station}/${count}`;
}
type ProtocolName = { readonly contest: string; readonly station: string; readonly count: string };

async function readStations(
  database: Database,
  election: string,
  stations: readonly string[],
): Promise<StationRows> {
  const [protocols, packages, decisions, explanations, scans, keys] = await Promise.all([
    readProtocols(database, election, stations),
    readPackages(database, election, stations),
    readDecisions(database, election, stations),
    readExplanations(database, election, stations),
    readScans(database, election, stations),
    readKeys(database, election, stations),
  ]);
  return { protocols, packages, decisions, explanations, scans, keys };
}

function publishStation(
  results: ElectionResults,
  place: Station,
  rows: StationRows,
  times: Times,
): void {
  const { number } = place.station;
  const reports = [...(results.reports.get(number)?.reports.values() ?? [])];
  const worthAFile =
    rows.decisions.length + reports.length > 0 ||
    rows.protocols.some(({ status }) => status === 'accepted');
  // A station of which nothing is known yet is a row in its area, and no file.
  const sha256 = worthAFile ? writeStation(results, place, rows, reports, times) : null;
  const legal = rows.protocols.filter((protocol) => protocol.legal);
  results.stations.set(number, {
    row: rowText(stationRow(place, rows), sha256),
    sha256,
    standing: new Map(
      legal
        .filter(({ status }) => status === 'accepted' || status === 'annulled')
        .map(({ contest, status, standing }) => [contest, status === 'accepted' ? standing : null]),
    ),
  });
  const corrections = correctionsOf(rows);
  if (corrections.length > 0) results.corrected.set(number, corrections);
  for (const area of place.partOf) markDirty(results, area);
}

function writeStation(
  results: ElectionResults,
  place: Station,
  rows: StationRows,
  reports: TurnoutReports,
  times: Times,
): string {
  const { folder, key, comparing } = results;
  const path = `stations/${place.station.number}.json`;
  const members = membersOf(asJson(stationContent(place, rows, reports)));
  const textAt = (at: Times) =>
    Buffer.from(signedText({ ...membersOf(asJson(headOf(results, at))), ...members }, key));
  const before = comparing ? folder.read(path) : null;
  const timesBefore = timesOf(before);
  if (before !== null && timesBefore !== null && textAt(timesBefore).equals(before)) {
    return sha256Hex(before);
  }
  const bytes = textAt(times);
  folder.write(path, bytes, false);
  return sha256Hex(bytes);
}
