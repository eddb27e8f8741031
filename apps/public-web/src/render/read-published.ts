import { join } from 'node:path';
import {
  PublishedElection,
  PublishedIndex,
  PublishedStationPoints,
  PublishedStations,
} from '@ovoz/contract';
import type { Boundaries } from '@ovoz/ui';
import { Compile } from 'typebox/compile';
import type { PublishedElectionFiles, PublishedSite } from '../site/published-files.ts';
import { type Check, PublishedFileRefusal, readJson, readOptional } from './checked-json.ts';

const checks = {
  index: Compile(PublishedIndex),
  election: Compile(PublishedElection),
  stations: Compile(PublishedStations),
  points: Compile(PublishedStationPoints),
};

/**
 * Reads and checks what lies below the folder of published files, results apart. `without-stations` leaves
 * out the stations, which are most of it: pages of results have their own.
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
    return { election, title, stations: new Map(), points: null, boundaries };
  }
  const stations = await readStations(path, election);
  const points = await readOptional(join(path, 'station-points.json'), checks.points);
  return { election, title, stations, points, boundaries };
}

async function readStations(
  path: string,
  { territories }: PublishedElection,
): Promise<ReadonlyMap<string, PublishedStations>> {
  const regions = territories
    .filter(({ territory }) => territory.level === 1)
    .map(({ territory }) => territory.code);
  const stations = new Map<string, PublishedStations>();
  for (const region of [...regions, 'abroad']) {
    const found = await readOptional(join(path, 'stations', `${region}.json`), checks.stations);
    if (found !== null) stations.set(region, found);
  }
  return stations;
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
