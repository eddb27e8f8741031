import { hash, randomBytes } from 'node:crypto';
import { present } from '@ovoz/basics';
import type { CountKind, ResultPayload } from '@ovoz/election-model';
import { signPackage } from '@ovoz/public-log';
import { generateNight } from '@ovoz/synthetic-nation';
import {
  type ElectionInForce,
  electionInForce,
} from '../apps/server/src/modules/elections/public.ts';
import { votingStations } from '../apps/server/src/modules/geography/public.ts';
import type { Database } from '../apps/server/src/platform/database.ts';
import { type SigningKey, signingKeyOf } from '../apps/server/src/platform/ed25519.ts';
import { ELECTION } from './demo-server.ts';

type NationStation = Awaited<ReturnType<typeof votingStations>>[number];

/** The stations of the demonstration's sealed election, and a key for each. */
export type Devices = {
  readonly election: Extract<ElectionInForce, { version: object }>;
  readonly stations: readonly NationStation[];
  readonly keys: ReadonlyMap<string, SigningKey>;
};

export async function makeDevices(owner: Database): Promise<Devices> {
  const election = await electionInForce(owner, ELECTION);
  if (election === null || election.version === null)
    throw new Error('the demonstration is not sealed');
  const stations = await votingStations(owner, {
    pack: election.election.pack,
    number: election.version.definition.geography.version,
  });
  const keys = new Map(
    stations.map(({ number }) => [number, signingKeyOf(randomBytes(32))] as const),
  );
  return { election, stations, keys };
}

export type SignedPaper = {
  readonly contest: string;
  readonly station: string;
  readonly count: CountKind;
  readonly text: string;
};

/**
 * What every station found in every contest, signed by its device, as they come: from everywhere at once.
 * @param counts the hand count, or the machine's with the same figures too.
 */
export function signPapers(
  { election: { version, pack }, stations, keys }: Devices,
  madeAt: string,
  counts: readonly CountKind[] = ['hand'],
): readonly SignedPaper[] {
  const { definition, hash: definitionHash } = present(version, 'the definition is sealed');
  const night = generateNight({
    seed: '1',
    definition,
    forms: pack.forms,
    listWeights: {},
    districtWeights: {},
    turnout: 0.74,
    arrivals: [1],
    runoffs: 3,
  });
  const papers = stations.flatMap((station) => {
    const region = station.territoryPath.split('/')[1] ?? '';
    const key = present(keys.get(station.number), 'every station has its key');
    return night({ ...station, region }).protocols.flatMap(({ contest, content }) =>
      counts.map((count): SignedPaper & { readonly order: string } => {
        const payload: ResultPayload = {
          format: 1,
          election: ELECTION,
          mode: definition.mode,
          definition: definitionHash.toString('hex'),
          contest,
          station: station.number,
          count,
          version: 1,
          origin: { kind: 'station-signed' },
          madeAt,
          content,
        };
        const { text } = signPackage(payload, key.fingerprint, key.sign);
        return { contest, station: station.number, count, text, order: hash('sha1', text) };
      }),
    );
  });
  return papers.toSorted((a, b) => (a.order < b.order ? -1 : 1));
}
