import type { ProtocolContent } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** A protocol that a commission drew up over those below it. */
export type CanvassVersion = {
  readonly contest: string;
  readonly area: string;
  readonly number: number;
  readonly content: ProtocolContent;
  /** Names of the figures that differ from the sums below: `counts.ballots-valid`. */
  readonly differences: readonly string[];
  readonly reason: string | null;
  /** Hash over what was summed; lower-case hex. */
  readonly basis: string;
  readonly confirmedBy: string;
  readonly confirmedAt: Date;
};

/** Until the transaction ends, no other canvass of this election is confirmed. */
export async function lockCanvass(transaction: Queries, election: string): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`canvass/${election}`}, 0))`;
}

type AreaKey = Pick<CanvassVersion, 'contest' | 'area'>;

/** The last version of each of these areas, or of all when it is null. */
export async function lastVersions(
  queries: Queries,
  election: string,
  areas: readonly AreaKey[] | null,
): Promise<readonly CanvassVersion[]> {
  return queries<CanvassVersion[]>`
    select distinct on (contest, area) ${columns(queries)} from canvass_protocols
    where election = ${election} ${
      areas === null
        ? queries``
        : queries`and (contest, area) in (
            select * from unnest(${areas.map(({ contest }) => contest)}::text[],
              ${areas.map(({ area }) => area)}::text[]))`
    }
    order by contest, area, number desc`;
}

/** Every version of one area, the last first. */
export async function versionsOf(
  queries: Queries,
  election: string,
  { contest, area }: AreaKey,
): Promise<readonly CanvassVersion[]> {
  return queries<CanvassVersion[]>`
    select ${columns(queries)} from canvass_protocols
    where election = ${election} and contest = ${contest} and area = ${area} order by number desc`;
}

export type NewCanvass = CanvassVersion & {
  readonly id: string;
  readonly territoryPath: string;
  readonly sums: unknown;
};

export async function insertVersions(
  queries: Queries,
  election: string,
  versions: readonly NewCanvass[],
): Promise<void> {
  await queries`
    insert into canvass_protocols (id, election, contest, area, number, territory_path, content, sums,
      differences, basis, reason, confirmed_by, confirmed_at)
    select id, ${election}, contest, area, number, "territoryPath", content, sums, differences,
      decode(basis, 'hex'), reason, "confirmedBy", "confirmedAt"
    from json_to_recordset(${JSON.stringify(versions)}::text::json) as given (
      id uuid, contest text, area text, number integer, "territoryPath" text, content jsonb, sums jsonb,
      differences text[], basis text, reason text, "confirmedBy" uuid, "confirmedAt" timestamptz)`;
}

function columns(queries: Queries) {
  return queries`contest, area, number, content, differences, reason, encode(basis, 'hex') as basis,
    confirmed_by as "confirmedBy", confirmed_at as "confirmedAt"`;
}
