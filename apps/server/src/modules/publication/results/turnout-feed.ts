import type { Territory } from '@ovoz/election-model';
import type { Database } from '../../../platform/database.ts';
import { electionInForce, findElection, legalTime } from '../../elections/public.ts';
import { allTerritories } from '../../geography/public.ts';
import {
  electionsWithTurnout,
  loadTurnout,
  takeTurnoutChanges,
  type Turnout,
  turnoutHoursReached,
  waitingTurnout,
} from '../../polling/public.ts';
import { resultsFolderOf } from './open-results.ts';
import type { PublicationKey } from './publication-key.ts';
import { openResultsFolder } from './results-folder.ts';
import { turnoutContent, writeTurnout } from './turnout-file.ts';

type FeedContext = {
  readonly database: Database;
  readonly dataDirectory: string;
  readonly key: PublicationKey;
  readonly now: () => Date;
  /** Told when the file of an election was replaced; never waited for. */
  readonly onTurnout?: (election: string) => void;
};

/** Turnout as it was read last, another object whenever it or what is due changed. */
export type LoadedTurnout = {
  readonly turnout: Turnout;
  /** Legal time of the election when it was read. */
  readonly legal: Date;
  /** Of the published file; null while nothing was reported. */
  readonly fileHash: string | null;
};

/** Reads turnout of all elections, and publishes it from the first report on: no count needs to be open. */
export type TurnoutFeed = {
  readonly step: () => Promise<void>;
  /** As read last, read now when it never was; null when the election is not sealed. */
  readonly of: (election: string) => Promise<LoadedTurnout | null>;
};

/** Turnout of an election is read and published at most this often. */
const INTERVAL_MS = 2000;

type Kept = {
  readonly lookedAtMs: number;
  readonly reached: string;
  readonly loaded: LoadedTurnout | null;
};

export function createTurnoutFeed(context: FeedContext): TurnoutFeed {
  const { database, now } = context;
  const elections = new Map<string, Kept>();
  let isFirst = true;

  const read = async (election: string): Promise<Kept> => {
    // Taken before they are read: what commits from now on waits again.
    await takeTurnoutChanges(database, election);
    const loaded = await load(context, election);
    const reached = loaded === null ? '' : reachedIn(loaded, loaded.legal);
    const kept = { lookedAtMs: now().getTime(), reached, loaded };
    elections.set(election, kept);
    return kept;
  };

  /** Reads again what changed, or where another hour of the law has come. */
  const look = async (election: string, waits: boolean): Promise<void> => {
    const kept = elections.get(election);
    const nowIs = now();
    if (kept === undefined) {
      await read(election);
      return;
    }
    if (nowIs.getTime() - kept.lookedAtMs < INTERVAL_MS) return;
    const clock = waits ? null : await findElection(database, election);
    const legal = legalTime(clock?.clock ?? null, nowIs);
    const isSame =
      !waits && (kept.loaded === null || reachedIn(kept.loaded, legal) === kept.reached);
    if (isSame) elections.set(election, { ...kept, lookedAtMs: nowIs.getTime() });
    else await read(election);
  };

  return {
    step: async () => {
      const waiting = new Set(await waitingTurnout(database));
      const known = isFirst ? await electionsWithTurnout(database) : [...elections.keys()];
      isFirst = false;
      for (const election of new Set([...known, ...waiting])) {
        await look(election, waiting.has(election));
      }
    },
    of: async (election) => (elections.get(election) ?? (await read(election))).loaded,
  };
}

function reachedIn({ turnout }: LoadedTurnout, legal: Date): string {
  return turnoutHoursReached(turnout, legal).join();
}

async function load(context: FeedContext, election: string): Promise<LoadedTurnout | null> {
  const { database, dataDirectory, key, now } = context;
  const inForce = await electionInForce(database, election);
  if (inForce === null || inForce.version === null) return null;
  const { definition } = inForce.version;
  const geography = { pack: inForce.election.pack, number: definition.geography.version };
  const turnout = await loadTurnout(database, inForce, inForce.pack.root);
  const nowIs = now();
  const legal = legalTime(inForce.election.clock, nowIs);
  if (turnout.stations.every(({ reports }) => reports.size === 0)) {
    return { turnout, legal, fileHash: null };
  }
  const territories = await allTerritories(database, geography, inForce.pack.root);
  const folder = openResultsFolder(resultsFolderOf(dataDirectory, election));
  const content = turnoutContent(turnout, territories.map(territoryOf), legal);
  const times = { publishedAt: nowIs.toISOString(), legalTime: legal.toISOString() };
  const { sha256, isNew } = writeTurnout({ folder, key, definition }, content, times);
  if (isNew) context.onTurnout?.(election);
  return { turnout, legal, fileHash: sha256 };
}

function territoryOf({ territory }: { readonly territory: Territory }): Territory {
  return territory;
}
