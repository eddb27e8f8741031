import { join } from 'node:path';
import { present } from '@ovoz/basics';
import type { Database } from '../../../platform/database.ts';
import { siteFolder } from '../../../platform/sites.ts';
import { loadGeography } from '../../geography/public.ts';
import { countContext } from '../../result-protocols/public.ts';
import { loadTabulation } from '../../tabulation/public.ts';
import { type ElectionResults, emptyResults } from './election-results.ts';
import { countFigures } from './figures.ts';
import { placesOf } from './places.ts';
import { markDirty } from './publish-areas.ts';
import type { PublicationKey } from './publication-key.ts';
import { openResultsFolder } from './results-folder.ts';

/** Reads an election with an open count, its places, and its totals from scratch. Writes nothing. */
export async function openResults(
  database: Database,
  dataDirectory: string,
  key: PublicationKey,
  election: string,
): Promise<ElectionResults> {
  const context = present(await countContext(database, election), 'the count is open');
  const { definition, pack } = context;
  const places = placesOf(definition, await loadGeography(database, context.geography));
  const tabulation = await loadTabulation(database, context);
  const figures = await countFigures(database, tabulation, places);
  const folder = openResultsFolder(resultsFolderOf(dataDirectory, election));
  const results = emptyResults({ election, definition, pack, places, figures, folder, key });
  const live = folder.read('live.json');
  // Written by the publisher, whole.
  results.edition =
    live === null ? 0 : (JSON.parse(live.toString()) as { edition: number }).edition;
  for (const area of places.areas) markDirty(results, area);
  return results;
}

export function resultsFolderOf(dataDirectory: string, election: string): string {
  return join(siteFolder(dataDirectory), 'published', 'elections', election, 'results');
}
