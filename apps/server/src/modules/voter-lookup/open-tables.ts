import { readFile, stat } from 'node:fs/promises';
import { type LookupTable, openLookupTable } from './lookup-table.ts';

/** How often a server looks whether a table was built anew. */
const LOOK_EVERY_MS = 5000;

type Kept = {
  readonly changedMs: number;
  readonly table: LookupTable | null;
  readonly lookedMs: number;
};

/** Tables in memory, each read when it is first asked for and again when its file was replaced. */
export function openTables(
  pathOf: (election: string) => string,
  now: () => number = Date.now,
): { readonly of: (election: string) => Promise<LookupTable | null> } {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<LookupTable | null>>();

  const look = async (election: string): Promise<LookupTable | null> => {
    const path = pathOf(election);
    const before = kept.get(election);
    const changedMs = await stat(path).then(
      (found) => found.mtimeMs,
      () => null,
    );
    if (changedMs === null) {
      kept.delete(election);
      return null;
    }
    const table =
      before?.changedMs === changedMs ? before.table : openLookupTable(await readFile(path));
    kept.set(election, { changedMs, table, lookedMs: now() });
    return table;
  };

  return {
    of: (election) => {
      const known = kept.get(election);
      if (known !== undefined && now() - known.lookedMs < LOOK_EVERY_MS) {
        return Promise.resolve(known.table);
      }
      const running = reading.get(election);
      if (running !== undefined) {
        // Whoever has the old table answers from it while the new one is read.
        return known === undefined ? running : Promise.resolve(known.table);
      }
      const started = look(election).finally(() => reading.delete(election));
      reading.set(election, started);
      return started;
    },
  };
}
