import type { Database } from '../../platform/database.ts';
import { type CountContext, standingRevision } from '../result-protocols/public.ts';
import { catchUp, type ElectionTabulation, loadTabulation } from './tabulation.ts';

type Kept = {
  tabulation: ElectionTabulation | null;
  running: Promise<unknown>;
  /** A look that has not begun: whoever asks now may share it. */
  waiting: Promise<ElectionTabulation> | null;
};

const keptOf = new WeakMap<Database, Map<string, Kept>>();

/**
 * The totals of an election as they stand at this moment: kept in memory, compared with the database by one
 * short query, and caught up. Callers use it before they wait for anything else: it changes under them.
 */
export function currentTabulation(
  database: Database,
  context: CountContext,
): Promise<ElectionTabulation> {
  const kept = keptFor(database, context.election);
  if (kept.waiting !== null) return kept.waiting;
  const look = kept.running.then(() => {
    kept.waiting = null;
    return refresh(database, context, kept);
  });
  kept.waiting = look;
  kept.running = look.catch(() => {});
  return look;
}

async function refresh(
  database: Database,
  context: CountContext,
  kept: Kept,
): Promise<ElectionTabulation> {
  const revision = await standingRevision(database, context.election);
  if (kept.tabulation !== null && kept.tabulation.revision < revision) {
    await catchUp(database, kept.tabulation);
  }
  // Somebody committed late what they did early: the last change is no place to go on from.
  if (kept.tabulation === null || kept.tabulation.revision < revision) {
    kept.tabulation = await loadTabulation(database, context);
  }
  return kept.tabulation;
}

function keptFor(database: Database, election: string): Kept {
  const elections = keptOf.get(database) ?? new Map<string, Kept>();
  keptOf.set(database, elections);
  const known = elections.get(election);
  if (known !== undefined) return known;
  const made: Kept = { tabulation: null, running: Promise.resolve(), waiting: null };
  elections.set(election, made);
  return made;
}
