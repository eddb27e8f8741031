import { present } from '@ovoz/basics';
import type { Database, Queries } from '../../platform/database.ts';
import { allTerritories } from '../geography/public.ts';
import type { CountContext } from '../result-protocols/public.ts';
import { currentTabulation, type ElectionTabulation } from '../tabulation/public.ts';
import { type CanvassNode, type CanvassPlan, planCanvass } from './plan.ts';

/** Who sums whom in an election, under what names, and the totals as they stand. */
export type OpenCanvass = {
  readonly tabulation: ElectionTabulation;
  readonly plan: CanvassPlan;
  /** Name in English of the area of a node. */
  readonly nameOf: (node: CanvassNode) => string;
};

/** What is due does not change once the count is open. */
const plans = new WeakMap<ElectionTabulation, Promise<Omit<OpenCanvass, 'tabulation'>>>();

/** Callers use it before they wait for anything else: the totals change under them. */
export async function openCanvass(database: Database, context: CountContext): Promise<OpenCanvass> {
  const planned = await currentTabulation(database, context);
  const plan = plans.get(planned) ?? makePlan(database, planned);
  plans.set(planned, plan);
  plan.catch(() => plans.delete(planned));
  const made = await plan;
  return { tabulation: planned, ...made };
}

async function makePlan(
  queries: Queries,
  { context, protocols, districts }: ElectionTabulation,
): Promise<Omit<OpenCanvass, 'tabulation'>> {
  const { pack, definition, geography } = context;
  const territories = await allTerritories(queries, geography, context.territoryPath);
  const territoryNames = new Map(
    territories.map(({ territory: { code, name } }) => [code, name.en]),
  );
  const districtNames = new Map(
    districts.map(({ set, code, name }) => [`${set}/${code}`, name.en]),
  );
  const setOf = new Map(definition.contests.map((one) => [one.code, one.districtSet]));
  const nameOf = ({ contest, area }: CanvassNode): string => {
    const [kind, code = ''] = area.split(':');
    if (kind === 'nation') return pack.name.en;
    const name =
      kind === 'territory'
        ? territoryNames.get(code)
        : districtNames.get(`${setOf.get(contest)}/${code}`);
    return present(name, 'an area of the plan is in the geography');
  };
  return { plan: planCanvass(pack, definition.contests, protocols.values()), nameOf };
}
