import { join } from 'node:path';
import {
  FinderIndex,
  PublishedElection,
  PublishedIndex,
  PublishedStationPoints,
  PublishedStations,
} from '@ovoz/contract';
import type { Boundaries } from '@ovoz/ui';
import { Compile } from 'typebox/compile';
import type {
  PublishedElectionFiles,
  PublishedSite,
  StationClosing,
} from '../site/published-files.ts';
import { type Check, PublishedFileRefusal, readJson, readOptional } from './checked-json.ts';

const checks = {
  index: Compile(PublishedIndex),
  election: Compile(PublishedElection),
  stations: Compile(PublishedStations),
  points: Compile(PublishedStationPoints),
  addresses: Compile(FinderIndex),
};

/**
 * Reads and checks what lies below the folder of published files, results apart. `without-stations` leaves
 * out the stations but for when they close: they are most of it, and pages of results have their own.
 */
export async function readPublished(
  folder: string,
  parts: 'whole' | 'without-stations' = 'whole',
): Promise<PublishedSite> {
  const index = await readRequired(join(folder, 'index.json'), checks.index);
  const elections: PublishedElectionFiles[] = [];
  for (const { code, title } of index.elections) {
    elections.push(await readElection(folder, code, title, parts));
  }
  return { index, elections };
}

async function readElection(
  folder: string,
  code: string,
  title: PublishedElectionFiles['title'],
  parts: 'whole' | 'without-stations',
): Promise<PublishedElectionFiles> {
  const path = join(folder, 'elections', code);
  const election = await readRequired(join(path, 'election.json'), checks.election);
  const boundaries = await readBoundaries(folder, election);
  if (parts === 'without-stations') {
    const { closings } = await readStations(path, election, false);
    const none = { stations: new Map(), points: null, hasAddresses: false };
    return { election, title, closings, boundaries, ...none };
  }
  const { stations, closings } = await readStations(path, election, true);
  const points = await readOptional(join(path, 'station-points.json'), checks.points);
  const addresses = join(folder, 'packs', election.pack.code, 'addresses', 'index.json');
  const hasAddresses = (await readOptional(addresses, checks.addresses)) !== null;
  return { election, title, stations, closings, points, boundaries, hasAddresses };
}

/** File by file; with `keep` false only when stations close is kept of them. */
async function readStations(
  path: string,
  { territories }: PublishedElection,
  keep: boolean,
): Promise<Pick<PublishedElectionFiles, 'stations' | 'closings'>> {
  const regions = territories
    .filter(({ territory }) => territory.level === 1)
    .map(({ territory }) => territory.code);
  const stations = new Map<string, PublishedStations>();
  const closings = new Map<string, StationClosing>();
  for (const region of [...regions, 'abroad']) {
    const found = await readOptional(join(path, 'stations', `${region}.json`), checks.stations);
    if (found === null) continue;
    if (keep) stations.set(region, found);
    for (const { station } of found.stations) {
      const { kind, closes, timeZone } = station;
      closings.set(`${kind} ${closes} ${timeZone}`, { kind, closes, timeZone });
    }
  }
  return { stations, closings: [...closings.values()] };
}

async function readBoundaries(
  folder: string,
  { pack }: PublishedElection,
): Promise<ReadonlyMap<number, Boundaries>> {
  const byLevel = new Map<number, Boundaries>();
  for (const { level } of pack.boundaries) {
    const file = join(folder, 'packs', pack.code, `boundaries-${level}.geojson`);
    const data = await readJson(file);
    // The import of the pack checked the outlines; drawing skips what it cannot draw.
    if (data !== null) byLevel.set(level, data as Boundaries);
  }
  return byLevel;
}

async function readRequired<Data>(file: string, check: Check<Data>): Promise<Data> {
  const data = await readOptional(file, check);
  if (data === null) throw new PublishedFileRefusal(`${file} is not there`);
  return data;
}
