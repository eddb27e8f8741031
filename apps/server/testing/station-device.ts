import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Client } from '@ovoz/client';
import * as contract from '@ovoz/contract';
import type { ResultPackage, ResultPayload } from '@ovoz/election-model';
import { type PackageAndText, signKeyRequest, signPackage } from '@ovoz/public-log';
import type postgres from 'postgres';
import { type SigningKey, signingKeyOf } from '../src/platform/ed25519.ts';
import { AFTER_CLOSING, openSmallCount, smallProtocol } from './small-count.ts';
import { ELECTION } from './small-election.ts';
import { approve } from './small-nation.ts';
import { startTestServer, type TestPerson } from './start-test-server.ts';

/** A device at a station with a key of its own. */
export type StationDevice = { readonly station: string; readonly key: SigningKey };

export function newDevice(station: string): StationDevice {
  return { station, key: signingKeyOf(randomBytes(32)) };
}

export const KEY_PERIOD = {
  validFrom: '2026-12-26T00:00:00.000Z',
  validUntil: '2027-01-10T00:00:00.000Z',
};

/** What the device asks for. */
export function keyRequest({ station, key }: StationDevice, election = ELECTION) {
  return {
    station,
    publicKey: key.publicKey.toString('base64url'),
    signature: signKeyRequest({ election, station }, key.sign),
  };
}

/** Has two people certify the keys of new devices at the stations. */
export async function certifiedDevices(
  first: TestPerson,
  second: TestPerson,
  stations: readonly string[],
  period = KEY_PERIOD,
): Promise<readonly StationDevice[]> {
  const devices = stations.map(newDevice);
  const proposed = await first.call(contract.proposeStationKeys, {
    params: { code: ELECTION },
    body: {
      keys: devices.map(({ station, key }) => ({
        station,
        publicKey: key.publicKey.toString('base64url'),
      })),
      ...period,
      reason: 'Fingerprints were compared',
    },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
  return devices;
}

/** What the count of the small election rests on, as a device needs it. */
export async function definitionHash(person: TestPerson): Promise<string> {
  const found = await person.call(contract.getCount, { params: { code: ELECTION } });
  assert.ok(found.ok && found.value.count !== null, JSON.stringify(found));
  return found.value.count.definitionHash;
}

/** A package of the small election as the device signs it; `change` alters what is signed. */
export function signedBy(
  { station, key }: StationDevice,
  definition: string,
  change: Partial<ResultPayload> = {},
): PackageAndText<ResultPackage['payload']> {
  const payload: ResultPayload = {
    format: 1,
    election: ELECTION,
    mode: 'training',
    definition,
    contest: 'party-list',
    station,
    count: 'hand',
    version: 1,
    origin: { kind: 'station-signed' },
    madeAt: AFTER_CLOSING,
    content: smallProtocol(),
    ...change,
  };
  return signPackage(payload, key.fingerprint, key.sign);
}

/** An open count and the devices of the stations 1, 2 and 3. */
export async function startCount(t: TestContext) {
  const server = await startTestServer(t);
  const first = await server.signInAs('central-member');
  const second = await server.signInAs('central-member');
  await openSmallCount(first, second);
  const devices = await certifiedDevices(first, second, ['1', '2', '3']);
  const [one, two, three] = devices;
  assert.ok(one !== undefined && two !== undefined && three !== undefined);
  const definition = await definitionHash(first);
  return { server, first, second, one, two, three, definition, device: server.browser() };
}

export function sendPackage(client: Client, text: string, code = ELECTION) {
  return client.call(contract.submitPackage, { params: { code }, body: { package: text } });
}

export async function receiptFor(client: Client, text: string) {
  const answer = await sendPackage(client, text);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
}

/** Puts a certified key into the database, behind the server's back but past its rules. @returns its fingerprint. */
export async function addStationKey(
  owner: postgres.Sql,
  election: string,
  station: string,
  territoryPath: string,
  [first, second]: readonly [{ readonly personId: string }, { readonly personId: string }],
): Promise<string> {
  const { publicKey, fingerprint } = newDevice(station).key;
  const proposalId = randomUUID();
  const { validFrom, validUntil } = KEY_PERIOD;
  await owner.begin(async (sql) => {
    await sql`insert into proposals (id, kind, subject, subject_key, territory_path, election, reason,
        content, content_hash, proposed_by, proposed_at, expires_at, status, decided_by, decided_at)
      values (${proposalId}, 'certify-station-keys', 'test', ${proposalId}, ${territoryPath}, ${election},
        'for a test', '{}', ${Buffer.alloc(32)}, ${first.personId}, now(), now() + interval '1 day',
        'waiting', null, null)`;
    await sql`update proposals set status = 'approved', decided_by = ${second.personId},
      decided_at = now() where id = ${proposalId}`;
    await sql`insert into station_keys (fingerprint, election, station, territory_path, public_key,
        valid_from, valid_until, proposal_id, proposed_by, approved_by, certified_at)
      values (${Buffer.from(fingerprint, 'hex')}, ${election}, ${station}, ${territoryPath}, ${publicKey},
        ${validFrom}, ${validUntil}, ${proposalId}, ${first.personId}, ${second.personId}, now())`;
  });
  return fingerprint;
}
