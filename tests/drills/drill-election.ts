import * as contract from '@ovoz/contract';
import type { CountryPack, ElectionDefinition, Territory } from '@ovoz/election-model';
import type { NationFiles } from '@ovoz/synthetic-nation';
import type { DrillClient } from './drill-client.ts';
import { DrillFailure } from './drill-failure.ts';
import { approve } from './drill-people.ts';

export type Founders = readonly [DrillClient, DrillClient];

/** The election of a drill as it was sealed. */
export type DrillElection = {
  readonly code: string;
  readonly definition: ElectionDefinition;
  readonly definitionHash: string;
};

const REASON = 'Prepared for the drill';
const MS_PER_DAY = 86_400_000;

/** Imports territories, stations and districts; a second person makes them the geography in force. */
export async function loadGeography(
  [first, second]: Founders,
  pack: CountryPack,
  { territories, stations, districts }: Pick<NationFiles, 'territories' | 'stations' | 'districts'>,
): Promise<readonly Territory[]> {
  const params = { pack: pack.code };
  const { version, report } = await first.call(contract.importGeography, {
    params,
    body: {
      reason: REASON,
      generated: true,
      // Countries that vote as one district have a header only.
      files: { territories, stations, ...(pack.districtSets.length === 0 ? {} : { districts }) },
    },
  });
  if (version === null) {
    throw new DrillFailure(`The geography was refused: ${JSON.stringify(report.findings[0])}`);
  }
  const { proposalId } = await first.call(contract.proposeGeographyVersion, {
    params: { ...params, version: String(version) },
    body: { reason: REASON },
  });
  await approve(second, proposalId);
  const listed = await first.call(contract.listTerritories, { params, query: {} });
  return listed.territories.map(({ territory }) => territory);
}

/** Drafts, fills and seals the drill's election; its clock stands a month before voting. */
export async function sealElection(
  [first, second]: Founders,
  pack: CountryPack,
  {
    code,
    votingDay,
    files,
  }: {
    readonly code: string;
    readonly votingDay: string;
    readonly files: Pick<NationFiles, 'parties' | 'candidates'>;
  },
): Promise<DrillElection> {
  const [system] = pack.systems;
  if (system === undefined) throw new DrillFailure('The country has no electoral system.');
  const votingMs = Date.parse(`${votingDay}T00:00:00.000Z`);
  const dayBefore = (days: number) => new Date(votingMs - days * MS_PER_DAY).toISOString();
  const title = Object.entries(system.title).map(([tag, text]) => [tag, `${text} ${votingDay}`]);
  await first.call(contract.createElection, {
    body: {
      code,
      pack: pack.code,
      system: system.code,
      title: { en: '', ...Object.fromEntries(title) },
      mode: 'drill',
      calledOn: dayBefore(100).slice(0, 10),
      votingDay,
    },
  });
  // Long enough before voting for lists and candidates to be registered by the calendar of the law.
  await setClock(first, code, dayBefore(80), 0);
  const params = { code, version: '1' };
  const { version } = await first.call(contract.getDefinitionVersion, { params });
  const imported = await first.call(contract.importCandidates, {
    params,
    body: {
      revision: version.revision,
      generated: true,
      files: { parties: files.parties, candidates: files.candidates },
    },
  });
  if (!imported.applied) {
    throw new DrillFailure(
      `Candidates were refused: ${JSON.stringify(imported.report.findings[0])}`,
    );
  }
  const { proposalId } = await first.call(contract.proposeDefinition, {
    params,
    body: { revision: imported.revision },
  });
  await approve(second, proposalId);
  const sealed = await first.call(contract.getElection, { params: { code } });
  const definitionHash = sealed.election.sealedHash;
  if (definitionHash === null) throw new DrillFailure('The definition is not sealed.');
  return { code, definition: sealed.definition, definitionHash };
}

/** Sets the clock of the election. @returns legal time in milliseconds, at this moment and later. */
export async function setClock(
  person: DrillClient,
  code: string,
  shows: string,
  speed: number,
): Promise<() => number> {
  const { clock } = await person.call(contract.moveElectionClock, {
    params: { code },
    body: { shows, speed, reason: 'The clock of the drill' },
  });
  const [showsMs, setAtMs] = [Date.parse(clock.shows), Date.parse(clock.setAt)];
  return () => showsMs + (Date.now() - setAtMs) * clock.speed;
}
