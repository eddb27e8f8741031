import type { DemoAccount } from '@ovoz/contract';
import type { Static } from 'typebox';
import type { Queries } from '../../platform/database.ts';

/** Demonstration people with their first role, the highest territory first. */
export async function listDemoPeople(
  queries: Queries,
  prefix: string,
): Promise<Static<typeof DemoAccount>[]> {
  return queries<Static<typeof DemoAccount>[]>`
    select p.username, p.name, g.role, g.territory_name as "territoryName"
    from people p join lateral (
      select role, territory_name, territory_path from role_grants
      where person_id = p.id and ended_at is null order by granted_at limit 1) g on true
    where starts_with(p.username, ${prefix}) and p.status = 'active'
    order by length(g.territory_path), p.created_at, p.username`;
}
