import { canonicalJson, type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import {
  type BodyOf,
  type proposeStationKeys,
  RESULT_DECIDERS,
  type RefusalCode,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import {
  type Database,
  inTransaction,
  type Queries,
  type Transaction,
} from '../../platform/database.ts';
import { newFact, recordFacts, sha256 } from '../../platform/evidence.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { electionInForce, findElection, isLevelEnough } from '../elections/public.ts';
import { stationPlaces } from '../geography/public.ts';
import { keyCertified } from './events.ts';
import { certifiedAmong, insertKeys, markProposed } from './store.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What a second officer certifies. */
export type KeysContent = {
  readonly election: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly keys: readonly {
    readonly station: string;
    readonly publicKey: string;
    readonly fingerprint: string;
  }[];
};

/** Stations with the paths of their territories; those that the election does not have are left out. */
export async function placesInElection(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<ReadonlyMap<string, TerritoryPath>> {
  const found = await electionInForce(queries, election);
  if (found === null || found.version === null) return new Map();
  const { pack, geography } = found.version.definition;
  const version = { pack: pack.code, number: geography.version };
  const places = await stationPlaces(queries, version, [...new Set(stations)]);
  return new Map(places.map(({ number, territoryPath }) => [number, territoryPath]));
}

/** Puts keys before a second officer. Both compare the fingerprints with what the devices show. */
export async function proposeKeys(
  database: Database,
  actor: Actor,
  now: Date,
  code: string,
  territoryPath: TerritoryPath,
  { keys, validFrom, validUntil, reason }: BodyOf<typeof proposeStationKeys>,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const election = await findElection(transaction, code);
    if (election === null) return refused('not-found');
    if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
    if (!(Date.parse(validFrom) < Date.parse(validUntil))) return refused('dates-out-of-order');
    const stations = keys.map(({ station }) => station);
    const places = await placesInElection(transaction, code, stations);
    if (stations.some((station) => !places.has(station))) return refused('station-unknown');
    const named = keys.map((key) => ({ ...key, fingerprint: fingerprintOf(key.publicKey) }));
    const fingerprints = named.map(({ fingerprint }) => fingerprint);
    const isTwice = new Set(fingerprints).size < fingerprints.length;
    if (isTwice || (await certifiedAmong(transaction, fingerprints)).length > 0) {
      return refused('key-certified-already');
    }
    const content: KeysContent = { election: code, validFrom, validUntil, keys: named };
    const proposed = await propose(transaction, actor, now, {
      kind: 'certify-station-keys',
      subject: `${code}, ${keys.length === 1 ? 'key of station' : 'keys of stations from'} ${stations[0]}`,
      subjectKey: `${code}/${sha256(fingerprints.toSorted().join()).toString('hex')}`,
      territoryPath,
      election: code,
      reason,
      content: content satisfies JsonValue,
    });
    if (!proposed.ok) return proposed;
    await markProposed(transaction, fingerprints, proposed.value);
    return ok({ proposalId: proposed.value });
  });
}

export function fingerprintOf(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64url')).toString('hex');
}

/** How the certifying of keys is shown to the second officer and carried out. */
export const certifyKeysHandler: ProposalHandler = {
  kind: 'certify-station-keys',
  roles: RESULT_DECIDERS,
  describe: async (_queries, content) => {
    const { election, validFrom, validUntil, keys } = content as unknown as KeysContent;
    return {
      rows: [
        { label: 'Election', value: election },
        { label: 'Keys', value: String(keys.length) },
        { label: 'Valid (legal time)', value: `${validFrom} – ${validUntil}` },
        { label: 'SHA-256 of the list', value: sha256(canonicalJson(keys)).toString('hex') },
        ...keyRows(keys),
      ],
      link: `/count/${election}/keys`,
    };
  },
  apply: (transaction, approval) => certify(transaction, approval),
  release: async (transaction, content) => {
    const { keys } = content as unknown as KeysContent;
    const fingerprints = keys.map(({ fingerprint }) => fingerprint);
    await markProposed(transaction, fingerprints, null);
  },
};

/** So many keys, with the fingerprint as it is read aloud, fit the longest value of a row. */
const KEYS_A_ROW = 15;

function keyRows(keys: KeysContent['keys']) {
  return Array.from({ length: Math.ceil(keys.length / KEYS_A_ROW) }, (_, row) => {
    const shown = keys.slice(row * KEYS_A_ROW, (row + 1) * KEYS_A_ROW);
    return {
      label:
        shown.length === 1 ? `Station ${shown[0]?.station}` : `Stations from ${shown[0]?.station}`,
      value: shown
        .map(({ station, fingerprint }) => `${station}: ${inGroups(fingerprint)}`)
        .join('; '),
    };
  });
}

function inGroups(fingerprint: string): string {
  return fingerprint.replaceAll(/.{4}(?=.)/g, '$& ');
}

async function certify(
  transaction: Transaction,
  { content, proposalId, proposedBy, approver, now }: Approval,
): Outcome<{ secret: null }> {
  const { election: code, validFrom, validUntil, keys } = content as unknown as KeysContent;
  const election = await findElection(transaction, code);
  if (election === null) return refused('not-found');
  if (!isLevelEnough(election.mode, approver)) return refused('sign-in-level-too-low');
  const places = await placesInElection(
    transaction,
    code,
    keys.map(({ station }) => station),
  );
  const certified = keys.flatMap(({ station, publicKey, fingerprint }) => {
    const territoryPath = places.get(station);
    if (territoryPath === undefined) return [];
    return {
      fingerprint: Buffer.from(fingerprint, 'hex'),
      election: code,
      station,
      territoryPath,
      publicKey: Buffer.from(publicKey, 'base64url'),
      validFrom,
      validUntil,
      proposalId,
      proposedBy,
      approvedBy: approver.personId,
    };
  });
  // Another version of the definition came into force meanwhile.
  if (certified.length < keys.length) return refused('content-changed');
  if (!(await insertKeys(transaction, certified, now))) return refused('key-certified-already');
  await recordFacts(
    transaction,
    certified.map(({ station, territoryPath, fingerprint, publicKey }) =>
      newFact(
        keyCertified,
        {
          now,
          actor: approver.actingAs,
          election: code,
          territoryPath,
          subject: `${code}/station-keys/${station}`,
        },
        {
          station,
          key: fingerprint.toString('hex'),
          publicKey: publicKey.toString('base64url'),
          validFrom,
          validUntil,
          proposedBy,
          person: approver.personId,
        },
      ),
    ),
  );
  return ok({ secret: null });
}
