import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { present } from '@ovoz/basics';
import { ballotFor, closingTime, type ResultPayload } from '@ovoz/election-model';
import { packageHash, signPackage } from '@ovoz/public-log';
import { generateNight } from '@ovoz/synthetic-nation';
import { electionInForce } from '../apps/server/src/modules/elections/public.ts';
import { votingStations } from '../apps/server/src/modules/geography/public.ts';
import { insertCount } from '../apps/server/src/modules/result-protocols/store-counts.ts';
import {
  insertSlots,
  type NewSlot,
} from '../apps/server/src/modules/result-protocols/store-protocols.ts';
import type { Database } from '../apps/server/src/platform/database.ts';
import { ELECTION } from './demo-server.ts';

const BATCH = 2000;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/**
 * Opens the count of the demonstration's election and puts an accepted package of a generated night at every
 * protocol. As owner of the database and many rows at once: the doors are measured elsewhere.
 * @returns how many protocols were filled.
 */
export async function fillNationalCount(owner: Database): Promise<number> {
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
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const key = sha256(raw).toString('hex');
  const rows = stations.flatMap((station) => {
    const region = station.territoryPath.split('/')[1] ?? '';
    return night({ ...station, region }).protocols.map(({ contest, content }) => {
      const payload: ResultPayload = {
        format: 1,
        election: ELECTION,
        mode: definition.mode,
        definition: version.hash.toString('hex'),
        contest,
        station: station.number,
        count,
        version: 1,
        origin: { kind: 'station-signed' },
        madeAt: at.toISOString(),
        content,
      };
      const { text } = signPackage(payload, key, (message) => sign(null, message, privateKey));
      return { contest, station: station.number, text, hash: packageHash(text, sha256) };
    });
  });
  for (let from = 0; from < rows.length; from += BATCH) {
    await putPackages(owner, count, key, rows.slice(from, from + BATCH), at);
  }
  await owner`analyze result_protocols`;
  await owner`analyze result_packages`;
  return rows.length;
}

async function putPackages(
  owner: Database,
  count: string,
  key: string,
  rows: readonly { contest: string; station: string; text: string; hash: string }[],
  at: Date,
): Promise<void> {
  const given = owner`json_to_recordset(${JSON.stringify(rows)}::text::json)
    as given (contest text, station text, text text, hash text)`;
  await owner`
    insert into result_packages (hash, election, contest, station, count, version, origin,
      key_fingerprint, bytes, findings, errors, warnings, received_at, outcome, fact_hash)
    select decode(hash, 'hex'), ${ELECTION}, contest, station, ${count}, 1, 'station-signed',
      decode(${key}, 'hex'), convert_to(text, 'UTF8'), '[]', 0, 0, ${at}, 'received', decode(${key}, 'hex')
    from ${given}`;
  for (const status of ['received', 'accepted']) {
    await owner`
      update result_protocols p set status = ${status}, version = 1, latest = 1,
        package_hash = decode(hash, 'hex'), revision = p.revision + 1, changed_at = ${at}
      from ${given}
      where p.election = ${ELECTION} and p.contest = given.contest and p.station = given.station
        and p.count = ${count}`;
  }
}
