import { readFile } from 'node:fs/promises';
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

/** A published file that is not there or not as the contract says. Its message is for the operator. */
export class PublishedFileRefusal extends Error {}

const checks = {
  index: Compile(PublishedIndex),
  election: Compile(PublishedElection),
  stations: Compile(PublishedStations),
  points: Compile(PublishedStationPoints),
};

/** Reads and checks everything below the folder of published files. */
export async function readPublished(folder: string): Promise<PublishedSite> {
  const index = await readRequired(folder, 'index.json', checks.index);
  const elections: PublishedElectionFiles[] = [];
  for (const { code, title } of index.elections) {
    elections.push(await readElection(folder, code, title));
  }
  return { index, elections };
}

async function readElection(
  folder: string,
  code: string,
  title: PublishedElectionFiles['title'],
): Promise<PublishedElectionFiles> {
  const path = `elections/${code}`;
  const election = await readRequired(folder, `${path}/election.json`, checks.election);
  const regions = election.territories
    .filter(({ territory }) => territory.level === 1)
    .map(({ territory }) => territory.code);
  const stations = new Map<string, PublishedStations>();
  for (const region of [...regions, 'abroad']) {
    const file = `${path}/stations/${region}.json`;
    const found = await readOptional(folder, file, checks.stations);
    if (found !== null) stations.set(region, found);
  }
  const points = await readOptional(folder, `${path}/station-points.json`, checks.points);
  return { election, title, stations, points, boundaries: await readBoundaries(folder, election) };
}

async function readBoundaries(
  folder: string,
  { pack }: PublishedElection,
): Promise<ReadonlyMap<number, Boundaries>> {
  const byLevel = new Map<number, Boundaries>();
  for (const { level } of pack.boundaries) {
    const file = `packs/${pack.code}/boundaries-${level}.geojson`;
    const data = await readJson(folder, file);
    // The import of the pack checked the outlines; drawing skips what it cannot draw.
    if (data !== null) byLevel.set(level, data as Boundaries);
  }
  return byLevel;
}

type Check<Data> = {
  Check(value: unknown): value is Data;
  Errors(value: unknown): readonly { readonly instancePath: string; readonly message: string }[];
};

async function readRequired<Data>(folder: string, file: string, check: Check<Data>): Promise<Data> {
  const data = await readOptional(folder, file, check);
  if (data === null) throw new PublishedFileRefusal(`${join(folder, file)} is not there`);
  return data;
}

async function readOptional<Data>(
  folder: string,
  file: string,
  check: Check<Data>,
): Promise<Data | null> {
  const data = await readJson(folder, file);
  if (data === null || check.Check(data)) return data;
  const [first] = check.Errors(data);
  throw new PublishedFileRefusal(
    `${join(folder, file)} is not as published files are: ${first?.instancePath} ${first?.message}`,
  );
}

async function readJson(folder: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    if (error instanceof SyntaxError) {
      throw new PublishedFileRefusal(`${join(folder, file)} is not JSON: ${error.message}`);
    }
    throw error;
  }
}
