import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import type { Territory } from '@ovoz/election-model';
import { generateNation, type NationFiles } from '@ovoz/synthetic-nation';
import type { FastifyInstance } from 'fastify';
import type { LoadedPack } from '../modules/geography/packs.ts';
import type { Platform } from '../platform/platform.ts';
import { anonymousClient, type DemoClient, signInDemo } from './demo-client.ts';
import { DEMO_FOUNDERS, DEMO_PEOPLE, type DemoPerson } from './demo-people.ts';
import { acceptWithNewCode } from './invitation.ts';

/** Fixed, so that everybody who follows the guides sees the same nation on the same day. */
const VOTING_DAY = '2026-12-27';
const CALLED_ON = '2026-09-18';
const COMMISSIONS_FORMED_ON = '2026-10-01';
export const DEMO_SEED = '1';
/** Precinct commissions of the whole nation would be a hundred thousand people; a few show how they look. */
const PRECINCT_COMMISSIONS = 40;
const DAYS_BEFORE_VOTING = 25;
const REASON = 'Loaded for the demonstration';

export type DemoProgress = (step: string) => void;

/**
 * Fills the demonstration through the server's own operations, as its people would: one proposes,
 * another approves. Each step looks first whether it was done, so that a start that was killed goes on.
 */
export async function loadDemo(
  app: FastifyInstance,
  platform: Platform,
  loaded: LoadedPack,
  progress: DemoProgress,
): Promise<void> {
  const first = await signInDemo(app, DEMO_FOUNDERS[0].username);
  const second = await signInDemo(app, DEMO_FOUNDERS[1].username);
  const nation = lazyNation(loaded);
  await loadGeography(first, second, loaded, nation, progress);
  await loadPeople(app, platform, first, second, loaded, progress);
  await loadCommissions(first, loaded, nation, progress);
  await loadElection(first, second, loaded, nation, progress);
  for (const client of [first, second]) await client.call(contract.signOut, {});
}

/** Code of the demonstration's election. */
export function demoElectionCode(loaded: LoadedPack): string {
  return `${loaded.pack.code}-${VOTING_DAY}-training`;
}

/** Made when the first step needs it, once. */
function lazyNation({ folder }: LoadedPack): () => NationFiles {
  let made: NationFiles | null = null;
  return () => {
    made ??= generateNation((file) => readPackFile(folder, file), {
      seed: DEMO_SEED,
      votingYear: Number(VOTING_DAY.slice(0, 4)),
      formedOn: COMMISSIONS_FORMED_ON,
      precinctCommissions: (numbers) => numbers.slice(0, PRECINCT_COMMISSIONS),
    });
    return made;
  };
}

/** Text of a file of a pack; null when there is none. */
export function readPackFile(folder: string, file: string): string | null {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

async function loadGeography(
  first: DemoClient,
  second: DemoClient,
  { pack }: LoadedPack,
  nation: () => NationFiles,
  progress: DemoProgress,
): Promise<void> {
  const params = { pack: pack.code };
  const { versions } = await first.call(contract.listGeographyVersions, { params });
  if (versions.some(({ status }) => status === 'current')) return;
  progress('Generating polling stations and importing the geography');
  const { territories, stations, districts } = nation();
  const draft =
    versions.find(({ status }) => status === 'draft' || status === 'proposed') ??
    (await importGeography(first, pack.code, {
      territories,
      stations,
      // Countries that vote as one district have a header only.
      ...(pack.districtSets.length === 0 ? {} : { districts }),
    }));
  if (draft.status === 'draft') {
    await first.call(contract.proposeGeographyVersion, {
      params: { pack: pack.code, version: String(draft.number) },
      body: { reason: REASON },
    });
  }
  await approveWaiting(second, 'approve-geography');
}

async function importGeography(
  client: DemoClient,
  pack: string,
  files: { territories: string; stations: string; districts?: string },
): Promise<{ number: number; status: 'draft' }> {
  const { version, report } = await client.call(contract.importGeography, {
    params: { pack },
    body: { reason: REASON, generated: true, files },
  });
  const number = present(
    version,
    `generated files pass the import: ${JSON.stringify(report.findings[0])}`,
  );
  return { number, status: 'draft' };
}

async function loadPeople(
  app: FastifyInstance,
  platform: Platform,
  first: DemoClient,
  second: DemoClient,
  { pack }: LoadedPack,
  progress: DemoProgress,
): Promise<void> {
  const found = await Promise.all(
    DEMO_PEOPLE.map(({ username }) =>
      first.call(contract.listPeople, { query: { search: username } }),
    ),
  );
  const people = found.flatMap((answer) => answer.people);
  const missing = DEMO_PEOPLE.filter(
    ({ username }) =>
      !people.some((person) => person.username === username && person.roles.length > 0),
  );
  if (missing.length === 0) return;
  progress('Making one account for each role');
  const { territories } = await first.call(contract.listTerritories, {
    params: { pack: pack.code },
    query: {},
  });
  const homes = homesOf(territories.map(({ territory }) => territory));
  for (const person of missing) {
    const existing = people.find(({ username }) => username === person.username);
    const home = homes[person.level];
    const id = existing?.id ?? (await createDemoPerson(app, platform, first, person, home));
    await first.tryCall(contract.proposeGrant, {
      params: { id },
      body: {
        role: person.role,
        territoryPath: home,
        election: null,
        from: platform.now().toISOString().slice(0, 10),
        until: null,
        reason: REASON,
      },
    });
    await approveWaiting(second, 'grant-role');
  }
}

/** The country, a region, and a district of that region. */
function homesOf(territories: readonly Territory[]): readonly [string, string, string] {
  const at = (level: number, inside: string) =>
    present(
      territories.find((one) => one.level === level && one.path.startsWith(inside)),
      'the demonstration’s country has territories on this level',
    ).path;
  const country = at(0, '');
  const region = at(1, `${country}/`);
  const hasDistricts = territories.some(({ level }) => level === 2);
  return [country, region, hasDistricts ? at(2, `${region}/`) : region];
}

async function createDemoPerson(
  app: FastifyInstance,
  platform: Platform,
  founder: DemoClient,
  { username, name }: DemoPerson,
  homeTerritory: string,
): Promise<string> {
  const { person, invitation } = await founder.call(contract.createPerson, {
    body: { username, name, homeTerritory },
  });
  await acceptWithNewCode(anonymousClient(app), invitation, platform.now());
  return person.id;
}

async function loadCommissions(
  first: DemoClient,
  { pack }: LoadedPack,
  nation: () => NationFiles,
  progress: DemoProgress,
): Promise<void> {
  const params = { pack: pack.code };
  const { total } = await first.call(contract.listCommissions, { params, query: {} });
  if (total > 0) return;
  progress('Forming commissions');
  const { commissions, members } = nation();
  const { applied, report } = await first.call(contract.importCommissions, {
    params,
    body: { reason: REASON, files: { commissions, members } },
  });
  present(
    applied || null,
    `generated commissions pass the import: ${JSON.stringify(report.findings[0])}`,
  );
}

async function loadElection(
  first: DemoClient,
  second: DemoClient,
  loaded: LoadedPack,
  nation: () => NationFiles,
  progress: DemoProgress,
): Promise<void> {
  const code = demoElectionCode(loaded);
  const params = { code };
  const { elections } = await first.call(contract.listElections, {});
  const existing = elections.find((election) => election.code === code);
  if (existing !== undefined && existing.sealedVersion !== null) return;
  progress('Defining the training election');
  if (existing === undefined) await createDemoElection(first, loaded, code);
  const [open] = (await first.call(contract.listDefinitionVersions, { params })).versions;
  const version = present(open, 'an election that was created has a draft');
  if (version.status === 'draft') {
    const { parties, candidates } = nation();
    const imported = await first.call(contract.importCandidates, {
      params: { code, version: String(version.number) },
      body: { revision: version.revision, generated: true, files: { parties, candidates } },
    });
    present(
      imported.applied || null,
      `generated candidates pass the import: ${JSON.stringify(imported.report.findings[0])}`,
    );
    await first.call(contract.proposeDefinition, {
      params: { code, version: String(version.number) },
      body: { revision: imported.revision },
    });
  }
  await approveWaiting(second, 'seal-definition');
  await first.call(contract.moveElectionClock, {
    params,
    body: { shows: demoClockShows(loaded.pack.timeZone), speed: 0, reason: REASON },
  });
}

async function createDemoElection(
  client: DemoClient,
  { pack }: LoadedPack,
  code: string,
): Promise<void> {
  const system = present(pack.systems[0], 'a pack has an electoral system');
  const year = VOTING_DAY.slice(0, 4);
  const title = Object.entries(system.title).map(([tag, text]) => [tag, `${text} ${year}`]);
  await client.call(contract.createElection, {
    body: {
      code,
      pack: pack.code,
      system: system.code,
      title: { en: '', ...Object.fromEntries(title) },
      mode: 'training',
      calledOn: CALLED_ON,
      votingDay: VOTING_DAY,
    },
  });
}

/** Nine in the morning, local, twenty-five days before voting. */
function demoClockShows(timeZone: string): string {
  const day = new Date(`${VOTING_DAY}T09:00:00.000Z`);
  day.setUTCDate(day.getUTCDate() - DAYS_BEFORE_VOTING);
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    timeZoneName: 'longOffset',
  }).formatToParts(day);
  const offset = /GMT([+-])(\d\d):(\d\d)/.exec(
    parts.find(({ type }) => type === 'timeZoneName')?.value ?? '',
  );
  const minutes = offset === null ? 0 : Number(offset[2]) * 60 + Number(offset[3]);
  return new Date(
    day.getTime() - (offset?.[1] === '-' ? -minutes : minutes) * 60_000,
  ).toISOString();
}

async function approveWaiting(client: DemoClient, kind: contract.ProposalKind): Promise<void> {
  const { proposals } = await client.call(contract.listProposals, { query: {} });
  for (const { id, contentHash, mayDecide } of proposals.filter((one) => one.kind === kind)) {
    if (mayDecide) {
      await client.call(contract.approveProposal, { params: { id }, body: { contentHash } });
    }
  }
}
