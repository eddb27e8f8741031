import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

/** A report as it is kept: the one with the highest number of its station and hour stands. */
export type TurnoutReport = {
  readonly station: string;
  readonly hour: string;
  readonly number: number;
  readonly voters: number;
  readonly listed: number | null;
};

/** Until the transaction ends, nobody else reports turnout of this election: numbers follow each other. */
export async function lockTurnout(transaction: Queries, election: string): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`turnout/${election}`}, 0))`;
}

/** The standing reports of these stations. */
export async function standingReports(
  queries: Queries,
  election: string,
  stations: readonly string[],
): Promise<readonly TurnoutReport[]> {
  return queries<TurnoutReport[]>`
    select distinct on (station, hour) station, hour, number, voters, listed from turnout_reports
    where election = ${election} and station = any(${[...stations]}::text[])
    order by station, hour, number desc`;
}

/** The standing reports of all stations inside of the territory. One text: 55,000 rows in a nation. */
export async function standingReportsInside(
  queries: Queries,
  election: string,
  inside: TerritoryPath,
): Promise<readonly TurnoutReport[]> {
  const [row] = await queries<{ reports: string }[]>`
    select coalesce(json_agg(json_build_array(station, hour, number, voters, listed)), '[]')::text as reports
    from (
      select distinct on (station, hour) station, hour, number, voters, listed from turnout_reports
      where election = ${election} and (${insideAny(queries, 'territory_path', [inside])})
      order by station, hour, number desc) as standing`;
  const reports = JSON.parse(row?.reports ?? '[]') as [
    string,
    string,
    number,
    number,
    number | null,
  ][];
  return reports.map(([station, hour, number, voters, listed]) => ({
    station,
    hour,
    number,
    voters,
    listed,
  }));
}

/** Keeps the reports, and notes for the publisher that turnout changed. */
export async function insertReports(
  transaction: Queries,
  election: string,
  reports: readonly (TurnoutReport & {
    readonly territoryPath: TerritoryPath;
    readonly findings: readonly string[];
  })[],
  by: { readonly person: string; readonly at: Date },
): Promise<void> {
  await transaction`
    insert into turnout_reports (election, station, hour, number, territory_path, voters, listed,
      findings, reported_at, reported_by)
    select ${election}, station, hour, number, "territoryPath", voters, listed, findings, ${by.at}::timestamptz,
      ${by.person}::uuid
    from json_to_recordset(${JSON.stringify(reports)}::text::json) as given (
      station text, hour text, number integer, "territoryPath" text, voters integer, listed integer,
      findings text[])`;
  await transaction`
    insert into turnout_changes (election) values (${election}) on conflict do nothing`;
}

/** Elections that have reports. Walks the index from one to the next: each may have tens of thousands. */
export async function electionsWithTurnout(queries: Queries): Promise<readonly string[]> {
  const rows = await queries<{ election: string }[]>`
    with recursive known as (
      (select election from turnout_reports order by election limit 1)
      union all
      select (select r.election from turnout_reports r where r.election > known.election
        order by r.election limit 1)
      from known where known.election is not null)
    select election from known where election is not null`;
  return rows.map(({ election }) => election);
}

/** Elections whose turnout changed since it was last taken for publication. */
export async function waitingTurnout(queries: Queries): Promise<readonly string[]> {
  const rows = await queries<{ election: string }[]>`
    select distinct election from turnout_changes`;
  return rows.map(({ election }) => election);
}

export async function takeTurnoutChanges(queries: Queries, election: string): Promise<void> {
  await queries`delete from turnout_changes where election = ${election}`;
}
