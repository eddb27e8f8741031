import type postgres from 'postgres';
import { sha256 } from '../platform/evidence.ts';
import { type Alarm, alarm } from './alarm.ts';
import { fieldOf, type WatchedFact } from './facts.ts';

type PackageRow = {
  readonly hash: Buffer;
  readonly election: string;
  readonly contest: string;
  readonly station: string;
  readonly count: string;
  readonly version: number;
  readonly bytes: Buffer;
  readonly factHash: Buffer;
};

/** Events that bring a package, each with its hash in `package`. */
const BRINGING = new Set([
  'protocols.version-received',
  'protocols.alarm-raised',
  'protocols.corrected',
]);
const ROWS_AT_ONCE = 500;

/**
 * Every package is recorded by a fact of its own, and says of itself what its row says: a count that somebody
 * changed, a package that lies at another station and one that nobody sent are found.
 */
export async function checkPackages(
  queries: postgres.ISql,
  facts: readonly WatchedFact[],
): Promise<readonly Alarm[]> {
  const bringing = new Map(
    facts.filter(({ event }) => BRINGING.has(event)).map((fact) => [fact.hash, fact]),
  );
  const found = new Set<string>();
  const alarms: Alarm[] = [];
  const rows = queries<PackageRow[]>`
    select hash, election, contest, station, count, version, bytes, fact_hash as "factHash"
    from result_packages`;
  for await (const some of rows.cursor(ROWS_AT_ONCE)) {
    for (const row of some) {
      found.add(row.hash.toString('hex'));
      const wrong = packageFault(row, bringing);
      if (wrong !== null) alarms.push(wrong);
    }
  }
  for (const fact of bringing.values()) {
    const hash = fieldOf(fact, 'package');
    if (found.has(hash)) continue;
    const sentence = `The package ${hash} was recorded and is gone.`;
    alarms.push(alarm('package-missing', placeOf(fact), sentence));
  }
  return alarms;
}

function packageFault(row: PackageRow, bringing: ReadonlyMap<string, WatchedFact>): Alarm | null {
  const place = `${row.election}/${row.contest}/${row.station}/${row.count} version ${row.version}`;
  const hash = sha256(row.bytes).toString('hex');
  if (hash !== row.hash.toString('hex') || !saysOfItself(row)) {
    return alarm('package-altered', place, 'The package is not the one that its row names.');
  }
  const fact = bringing.get(row.factHash.toString('hex'));
  if (fact === undefined || fact.payload['package'] !== hash) {
    return alarm('package-unrecorded', place, 'No fact records the package that the database has.');
  }
  return null;
}

/** Whether the signed text names the election, contest, station, count and version of its row. */
function saysOfItself({ bytes, election, contest, station, count, version }: PackageRow): boolean {
  try {
    const { payload } = JSON.parse(bytes.toString()) as { payload: Record<string, unknown> };
    return (
      payload['election'] === election &&
      payload['contest'] === contest &&
      payload['station'] === station &&
      payload['count'] === count &&
      payload['version'] === version
    );
  } catch {
    return false;
  }
}

/** Where a protocol stands by the facts about it alone. */
type Standing = { readonly status: string; readonly package: string | null };

/** Status after an event, or the field that names it, and the field that names the package. */
const AFTER: Readonly<Record<string, (fact: WatchedFact) => Standing>> = {
  'protocols.version-received': (fact) => standing(fact, fieldOf(fact, 'status')),
  'protocols.alarm-settled': (fact) => standing(fact, fieldOf(fact, 'status'), 'taken'),
  'protocols.accepted': (fact) => standing(fact, 'accepted'),
  'protocols.returned': (fact) => standing(fact, 'returned'),
  'protocols.corrected': (fact) => standing(fact, 'accepted'),
  'protocols.annulled': (fact) => standing(fact, 'annulled'),
  'protocols.reinstated': (fact) => standing(fact, 'received'),
};

const standing = (fact: WatchedFact, status: string, field = 'package'): Standing => ({
  status,
  package: fieldOf(fact, field),
});

type ProtocolRow = Standing & {
  readonly election: string;
  readonly contest: string;
  readonly station: string;
  readonly count: string;
};

/** Every protocol stands where the facts about it, one after the other, have put it. */
export async function checkProtocols(
  queries: postgres.ISql,
  facts: readonly WatchedFact[],
): Promise<readonly Alarm[]> {
  const expected = new Map<string, Standing>();
  for (const fact of facts) {
    const after = AFTER[fact.event]?.(fact);
    if (after !== undefined) expected.set(placeOf(fact), after);
  }
  const rows = await queries<ProtocolRow[]>`
    select election, contest, station, count, status, encode(package_hash, 'hex') as package
    from result_protocols where status <> 'awaited'`;
  const alarms = rows.flatMap((row) => {
    const place = `${row.election}/${row.contest}/${row.station}/${row.count}`;
    const known = expected.get(place);
    expected.delete(place);
    if (known?.status === row.status && known.package === row.package) return [];
    const recorded = known === undefined ? 'nothing' : `${known.status} with ${known.package}`;
    const sentence = `The database says ${row.status} with ${row.package}; recorded is ${recorded}.`;
    return [alarm('protocol-altered', place, sentence)];
  });
  for (const [place, { status }] of expected) {
    alarms.push(
      alarm('protocol-altered', place, `Recorded is ${status}; the database has nothing.`),
    );
  }
  return alarms;
}

const placeOf = (fact: WatchedFact) =>
  [fact.election, ...['contest', 'station', 'count'].map((name) => fieldOf(fact, name))].join('/');
