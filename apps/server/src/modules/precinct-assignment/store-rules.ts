import type { AssignmentRule, NumberedRule } from '@ovoz/voter-register';
import type { Queries, Transaction } from '../../platform/database.ts';
import type { SetKey } from './store-sets.ts';

/** Rows of one statement: some megabytes of JSON. */
const ROWS_AT_ONCE = 20_000;

/** Saves the rules of a set in their order; the first is number 1. */
export async function insertRules(
  transaction: Transaction,
  { pack, number }: SetKey,
  rules: readonly AssignmentRule[],
): Promise<void> {
  for (let from = 0; from < rules.length; from += ROWS_AT_ONCE) {
    const rows = rules
      .slice(from, from + ROWS_AT_ONCE)
      .map((rule, index) => ({ ...rule, id: from + index + 1 }));
    await transaction`
      insert into assignment_rules (pack, set_number, id, kind, station, address_id, territory_path, locality,
        street, from_number, to_number, parity, area)
      select ${pack}, ${number}::integer, id, kind, station, "addressId", "territoryPath", locality, street,
        "from", "to", parity, polygons
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as given (id integer, kind text, station text,
        "addressId" bigint, "territoryPath" text, locality text, street text, "from" integer, "to" integer,
        parity text, polygons json)`;
  }
}

/** Adds the rule of a person for one address. @returns its number. */
export async function insertRuleByHand(
  transaction: Transaction,
  { pack, number }: SetKey,
  rule: { readonly addressId: number; readonly station: string },
  by: { readonly personId: string; readonly at: Date },
): Promise<number> {
  const [row] = await transaction<{ id: number }[]>`
    insert into assignment_rules (pack, set_number, id, kind, station, address_id, placed_by, placed_at)
    select ${pack}, ${number}::integer, coalesce(max(id), 0) + 1, 'address', ${rule.station},
      ${rule.addressId}::bigint, ${by.personId}::uuid, ${by.at}::timestamptz
    from assignment_rules where pack = ${pack} and set_number = ${number}
    returning id`;
  return row?.id ?? 0;
}

type RuleKind = AssignmentRule['kind'];

/** All rules of some kinds, as JSON text; `isByHand` where a person placed an address. */
export async function rulesJson(
  queries: Queries,
  { pack, number }: SetKey,
  kinds: readonly RuleKind[],
): Promise<string> {
  const [row] = await queries<{ rules: string }[]>`
    select coalesce(json_agg(${ruleObject(queries)}), '[]')::text as rules from assignment_rules
    where pack = ${pack} and set_number = ${number} and kind = any(${[...kinds]}::text[])`;
  return row?.rules ?? '[]';
}

/** Rules for streets of a territory, in their order. */
export async function rangesIn(
  queries: Queries,
  { pack, number }: SetKey,
  territoryPath: string,
): Promise<readonly NumberedRule[]> {
  return readRules(
    queries,
    queries`pack = ${pack} and set_number = ${number} and kind = 'range'
      and territory_path = ${territoryPath}`,
  );
}

export async function areasOf(
  queries: Queries,
  { pack, number }: SetKey,
): Promise<readonly Extract<NumberedRule, { kind: 'area' }>[]> {
  const rules = await readRules(
    queries,
    queries`pack = ${pack} and set_number = ${number} and kind = 'area'`,
  );
  return rules.filter((rule) => rule.kind === 'area');
}

async function readRules(
  queries: Queries,
  condition: ReturnType<Queries>,
): Promise<readonly NumberedRule[]> {
  const rows = await queries<{ rule: NumberedRule }[]>`
    select ${ruleObject(queries)} as rule from assignment_rules where ${condition} order by id`;
  return rows.map(({ rule }) => rule);
}

function ruleObject(queries: Queries) {
  return queries`case kind
    when 'address' then json_build_object('id', id, 'kind', kind, 'station', station, 'addressId', address_id,
      'isByHand', placed_at is not null)
    when 'range' then json_build_object('id', id, 'kind', kind, 'station', station,
      'territoryPath', territory_path, 'locality', locality, 'street', street, 'from', from_number,
      'to', to_number, 'parity', parity)
    else json_build_object('id', id, 'kind', kind, 'station', station, 'polygons', area) end`;
}
