import type { ViewPurpose } from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

export type ViewAct = 'listed' | 'opened' | 'unmasked' | 'link' | 'own';

/** Who looked, at what moment, why. */
export type Look = {
  readonly act: ViewAct;
  readonly purpose: ViewPurpose;
  readonly words: string;
  /** Null: the voter. */
  readonly by: {
    readonly personId: string;
    readonly role: Role;
    readonly commission: TerritoryPath;
  } | null;
};

/** Notes for each of these voters that somebody saw the record. */
export async function insertViews(
  queries: Queries,
  voters: readonly { readonly id: string; readonly territoryPath: TerritoryPath }[],
  { act, purpose, words, by }: Look,
  now: Date,
): Promise<void> {
  if (voters.length === 0) return;
  await queries`
    insert into voter_views (voter_id, territory_path, person_id, role, commission, act, purpose, words, at)
    select id, path, ${by?.personId ?? null}::uuid, ${by?.role ?? null}, ${by?.commission ?? null}, ${act}, ${purpose},
      ${words}, ${now}::timestamptz
    from unnest(${voters.map(({ id }) => id)}::bigint[], ${voters.map(({ territoryPath }) => territoryPath)}::text[])
      as seen (id, path)`;
}

export type ViewRow = {
  readonly at: Date;
  readonly act: ViewAct;
  readonly role: Role | null;
  readonly commission: TerritoryPath | null;
  readonly purpose: ViewPurpose;
};

/** Who saw a record, the newest first. */
export async function viewsOf(queries: Queries, voterId: string): Promise<readonly ViewRow[]> {
  return queries<ViewRow[]>`
    select at, act, role, commission, purpose from voter_views
    where voter_id = ${voterId} order by at desc, id desc limit 200`;
}

export type HourCount = {
  readonly searches: number;
  readonly opened: number;
  readonly alarmedAt: Date | null;
};

/** Counts what a person looks at in this hour, and gives the sum so far. */
export async function countViews(
  queries: Queries,
  { personId, territoryPath }: { readonly personId: string; readonly territoryPath: TerritoryPath },
  hour: Date,
  more: { readonly searches: number; readonly opened: number },
): Promise<HourCount> {
  const [row] = await queries<HourCount[]>`
    insert into view_counts as c (person_id, hour, territory_path, searches, opened)
    values (${personId}, ${hour}, ${territoryPath}, ${more.searches}, ${more.opened})
    on conflict (person_id, hour) do update
      set searches = c.searches + excluded.searches, opened = c.opened + excluded.opened
    returning searches, opened, alarmed_at as "alarmedAt"`;
  return row ?? { searches: 0, opened: 0, alarmedAt: null };
}

export async function markAlarmed(
  queries: Queries,
  personId: string,
  hour: Date,
  now: Date,
): Promise<void> {
  await queries`
    update view_counts set alarmed_at = ${now} where person_id = ${personId} and hour = ${hour}`;
}

/** How much each person who works in these territories looked up since a time. */
export async function sumViewCounts(
  queries: Queries,
  inside: readonly TerritoryPath[],
  since: Date,
): Promise<
  readonly {
    readonly personId: string;
    readonly searches: number;
    readonly opened: number;
    readonly alarms: number;
    readonly lastAlarmAt: Date | null;
  }[]
> {
  return queries<
    {
      personId: string;
      searches: number;
      opened: number;
      alarms: number;
      lastAlarmAt: Date | null;
    }[]
  >`
    select person_id as "personId", sum(searches)::integer as searches, sum(opened)::integer as opened,
      count(alarmed_at)::integer as alarms, max(alarmed_at) as "lastAlarmAt"
    from view_counts where hour >= ${since} and (${insideAny(queries, 'territory_path', inside)})
    group by person_id order by count(alarmed_at) desc, sum(searches + opened) desc limit 500`;
}

/** Ends the links that a voter has and makes a new one. */
export async function replaceLink(
  queries: Queries,
  link: {
    readonly tokenHash: Buffer;
    readonly voterId: string;
    readonly territoryPath: TerritoryPath;
    readonly createdBy: string;
    readonly expiresAt: Date;
  },
  now: Date,
): Promise<void> {
  await queries`
    update view_links set used_at = ${now} where voter_id = ${link.voterId} and used_at is null`;
  await queries`
    insert into view_links (token_hash, voter_id, territory_path, created_at, created_by, expires_at)
    values (${link.tokenHash}, ${link.voterId}, ${link.territoryPath}, ${now}, ${link.createdBy}, ${link.expiresAt})`;
}

/** Uses a link up. Null when there is none, it was used or has run out. */
export async function takeLink(
  queries: Queries,
  tokenHash: Buffer,
  now: Date,
): Promise<{ readonly voterId: string } | null> {
  const [row] = await queries<{ voterId: string }[]>`
    update view_links set used_at = ${now}
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${now}
    returning voter_id::text as "voterId"`;
  return row ?? null;
}
