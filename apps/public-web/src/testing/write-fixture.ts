import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PublishedTurnout } from '@ovoz/contract';
import { CODE, type FixtureElection, fixtureStationFiles, packFile } from './fixture-election.ts';
import type { ResultsFixture } from './fixture-results.ts';

/** Writes what the publisher writes before anything is counted. */
export function writeElection(folder: string, { election, stations }: FixtureElection): void {
  const { definition, publishedAt, pack } = election;
  put(folder, 'index.json', {
    format: 1,
    publishedAt,
    demo: true,
    elections: [
      {
        code: CODE,
        title: definition.title,
        pack: pack.code,
        mode: definition.mode,
        votingDay: definition.votingDay,
      },
    ],
  });
  put(folder, `elections/${CODE}/election.json`, election);
  for (const file of fixtureStationFiles(stations)) {
    put(folder, `elections/${CODE}/stations/${file.territory}.json`, file);
  }
  put(folder, `elections/${CODE}/station-points.json`, {
    format: 1,
    publishedAt,
    numbers: stations.map(({ station }) => station.number),
    names: stations.map(({ station }) => station.name),
    addresses: stations.map(({ station }) => station.address),
    territories: stations.map(({ station }) => station.territoryCode),
    latitudesE4: stations.map(() => null),
    longitudesE4: stations.map(() => null),
  });
  put(
    folder,
    `packs/${pack.code}/boundaries-1.geojson`,
    JSON.parse(packFile('boundaries.geojson')),
  );
}

/** Writes the results as the publisher does: each file whole, `live.json` last. */
export function writeResults(folder: string, { areas, live, station }: ResultsFixture): void {
  const results = `elections/${CODE}/results`;
  put(folder, `${results}/stations/${station.station}.json`, station);
  for (const [path, area] of areas) put(folder, `${results}/${path}.json`, area);
  put(folder, `${results}/live.json`, live);
}

export function writeTurnout(folder: string, turnout: PublishedTurnout): void {
  put(folder, `elections/${CODE}/results/turnout.json`, turnout);
}

function put(folder: string, path: string, content: unknown): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, JSON.stringify(content));
  renameSync(`${target}.new`, target);
}
