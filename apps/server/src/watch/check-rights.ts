import type postgres from 'postgres';
import { sha256 } from '../platform/evidence.ts';
import { type Alarm, type AlarmCode, alarm } from './alarm.ts';
import { fieldOf, type WatchedFact } from './facts.ts';

/** What a row must say, as text, by the name of the thing. */
type Recorded = ReadonlyMap<string, string>;

const recordedBy = (
  facts: readonly WatchedFact[],
  event: string,
  nameOf: (fact: WatchedFact) => string,
  textOf: (fact: WatchedFact) => readonly unknown[],
): Recorded =>
  new Map(
    facts
      .filter((fact) => fact.event === event)
      .map((fact) => [nameOf(fact), JSON.stringify(textOf(fact))]),
  );

type Row = { readonly name: string; readonly text: readonly unknown[] };

function compare(
  rows: readonly Row[],
  recorded: Recorded,
  codes: { readonly unrecorded: AlarmCode; readonly altered: AlarmCode },
  what: string,
): readonly Alarm[] {
  return rows.flatMap(({ name, text }) => {
    const known = recorded.get(name);
    const place = `${what} ${name}`;
    if (known === undefined) {
      return [alarm(codes.unrecorded, place, 'The database has it and nobody recorded it.')];
    }
    if (known === JSON.stringify(text)) return [];
    return [
      alarm(
        codes.altered,
        place,
        `Recorded is ${known}; the database has ${JSON.stringify(text)}.`,
      ),
    ];
  });
}

/** Every right to act was given by two people on record, as it is. */
export async function checkGrants(
  queries: postgres.ISql,
  facts: readonly WatchedFact[],
): Promise<readonly Alarm[]> {
  const rows = await queries<
    {
      id: string;
      role: string;
      territory: string;
      election: string | null;
      from: string;
      until: string | null;
      ended: boolean;
    }[]
  >`
    select id, role, territory_path as territory, election, valid_from::text as "from",
      valid_until::text as until, ended_at is not null as ended
    from role_grants`;
  const ended = new Set(
    facts
      .filter(({ event }) => event === 'access.grant-ended')
      .map(({ payload }) => payload['grant']),
  );
  const given = recordedBy(
    facts,
    'access.role-granted',
    (fact) => fieldOf(fact, 'grant'),
    ({ payload: { grant, role, territory, election, from, until } }) => [
      role,
      territory,
      election,
      from,
      until,
      ended.has(grant),
    ],
  );
  const own = rows.map((row) => ({
    name: row.id,
    text: [row.role, row.territory, row.election, row.from, row.until, row.ended],
  }));
  return compare(own, given, { unrecorded: 'grant-unrecorded', altered: 'grant-altered' }, 'grant');
}

/** Every key of a station was certified on record, for that station and that time. */
export async function checkStationKeys(
  queries: postgres.ISql,
  facts: readonly WatchedFact[],
): Promise<readonly Alarm[]> {
  const rows = await queries<
    {
      key: string;
      publicKey: Buffer;
      election: string;
      station: string;
      from: Date;
      until: Date;
      revoked: boolean;
    }[]
  >`
    select encode(fingerprint, 'hex') as key, public_key as "publicKey", election, station,
      valid_from as "from", valid_until as until, revoked_at is not null as revoked
    from station_keys`;
  const revoked = new Set(
    facts
      .filter(({ event }) => event === 'station-keys.revoked')
      .map(({ payload }) => payload['key']),
  );
  const certified = recordedBy(
    facts,
    'station-keys.certified',
    (fact) => fieldOf(fact, 'key'),
    ({ election, payload }) => [
      election,
      payload['station'],
      payload['publicKey'],
      payload['validFrom'],
      payload['validUntil'],
      revoked.has(payload['key']),
    ],
  );
  const own = rows.map((row) => ({
    name: row.key,
    text: [
      row.election,
      row.station,
      row.publicKey.toString('base64url'),
      row.from.toISOString(),
      row.until.toISOString(),
      row.revoked,
    ],
  }));
  return compare(own, certified, { unrecorded: 'key-unrecorded', altered: 'key-altered' }, 'key');
}

/** Sealed definitions and certified results are byte for byte what their facts name. */
export async function checkSealed(
  queries: postgres.ISql,
  facts: readonly WatchedFact[],
): Promise<readonly Alarm[]> {
  const definitions = await queries<{ election: string; number: number; content: string }[]>`
    select election, number, definition as content from election_versions where sealed_at is not null`;
  const certified = await queries<{ election: string; number: number; content: Buffer }[]>`
    select election, version as number, bytes as content from certified_results`;
  const hashes = (event: string) =>
    recordedBy(
      facts,
      event,
      (fact) => `${fact.election} ${fieldOf(fact, 'version')}`,
      ({ payload }) => [payload['hash']],
    );
  const rowsOf = (
    rows: readonly { election: string; number: number; content: string | Buffer }[],
  ) =>
    rows.map(({ election, number, content }) => ({
      name: `${election} ${number}`,
      text: [sha256(content).toString('hex')],
    }));
  const one = (code: AlarmCode) => ({ unrecorded: code, altered: code });
  return [
    ...compare(
      rowsOf(definitions),
      hashes('elections.definition-sealed'),
      one('definition-altered'),
      'definition',
    ),
    ...compare(
      rowsOf(certified),
      hashes('certification.results-certified'),
      one('certified-altered'),
      'certified result',
    ),
  ];
}
