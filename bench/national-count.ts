import { present } from '@ovoz/basics';
import { ballotFor, closingTime } from '@ovoz/election-model';
import { generateNight } from '@ovoz/synthetic-nation';
import { electionInForce } from '../apps/server/src/modules/elections/public.ts';
import { votingStations } from '../apps/server/src/modules/geography/public.ts';
import { countContext } from '../apps/server/src/modules/result-protocols/public.ts';
import { insertCount } from '../apps/server/src/modules/result-protocols/store-counts.ts';
import {
  insertSlots,
  type NewSlot,
} from '../apps/server/src/modules/result-protocols/store-protocols.ts';
import type { Database } from '../apps/server/src/platform/database.ts';
import { fillCount } from '../apps/server/testing/filled-count.ts';
import { ELECTION } from './demo-server.ts';

/**
 * Opens the count of the demonstration's election and puts an accepted package of a generated night at every
 * protocol. As owner of the database and many rows at once: the doors are measured elsewhere.
 * @param isIn which stations have sent theirs; the others are awaited.
 * @returns how many protocols were filled.
 */
export async function fillNationalCount(
  owner: Database,
  isIn: (station: string) => boolean = () => true,
): Promise<number> {
  const found = await electionInForce(owner, ELECTION);
  if (found === null || found.version === null) throw new Error('the demonstration is not sealed');
  const { version, pack, election } = found;
  const { definition } = version;
  const geography = { pack: election.pack, number: definition.geography.version };
  const stations = await votingStations(owner, geography);
  const [person] = await owner<{ id: string }[]>`select id from people limit 1`;
  const at = new Date();
  const count = present(pack.systems[0], 'the pack has a system').legalCount;
  await insertCount(
    owner,
    {
      election: ELECTION,
      definitionVersion: version.number,
      definitionHash: version.hash,
      geographyVersion: geography.number,
      legalCount: count,
      stations: stations.length,
      releaseAt: at,
      openedAt: at,
    },
    present(person, 'the demonstration has people').id,
  );
  const slots = stations.flatMap((station) =>
    definition.contests.flatMap((contest): NewSlot[] => {
      const ballot = ballotFor(definition, contest.code, station.districts);
      if (ballot === null) return [];
      return [
        {
          contest: contest.code,
          station: station.number,
          position: station.position,
          territoryPath: station.territoryPath,
          district: ballot.district,
          closesAt: closingTime(station, definition.votingDay),
        },
      ];
    }),
  );
  await insertSlots(owner, ELECTION, count, slots, at);

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
  const papers = new Map(
    stations.flatMap((station) => {
      const region = station.territoryPath.split('/')[1] ?? '';
      return night({ ...station, region }).protocols.map(
        ({ contest, content }) => [`${contest}/${station.number}`, content] as const,
      );
    }),
  );
  const context = present(await countContext(owner, ELECTION), 'the count was opened above');
  return fillCount(owner, context, ({ contest, station }) =>
    isIn(station) ? (papers.get(`${contest}/${station}`) ?? null) : null,
  );
}
