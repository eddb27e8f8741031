import type { MatchRunReport } from '@ovoz/contract';
import { fullPass } from './engine/full-pass.ts';
import { openIncoming } from './engine/incoming.ts';
import { keepModel } from './engine/kept-model.ts';
import type { Matching } from './engine/matching-database.ts';
import { normaliseInto } from './engine/normalise.ts';
import { buildPopulation } from './engine/population.ts';
import { saveFound } from './save-found.ts';
import {
  type OnProgress,
  progressOf,
  type Search,
  settingsOf,
  setupOf,
  withMatching,
} from './search.ts';
import { countRegistered, exportVoters, readChanges } from './store-people.ts';

/** More records than this are searched in parts, so that the pairs of a rule fit the memory. */
const RECORDS_A_CHUNK = 5_000_000;

/**
 * Searches the whole register of a country. A process that is killed leaves nothing behind but a file that is made
 * anew, and what changes meanwhile waits for the next look.
 */
export async function searchAll(search: Search): Promise<MatchRunReport> {
  const { now } = search;
  const setup = setupOf(search.register);
  const started = now().getTime();
  const progress = progressOf(search);
  return withMatching(search, { anew: true }, async (matching) => {
    const { people, changes } = await bringPeople(matching, search, progress);
    await progress('population', 0);
    await buildPopulation(matching, setup);
    const chunks = Math.max(1, Math.ceil(people / RECORDS_A_CHUNK));
    const model = await fullPass(matching, setup, { floor: 0, chunks, onProgress: progress });
    await keepModel(matching, setup, model);
    await progress('saving', 0);
    return saveFound(matching, search, {
      kind: 'full',
      setup,
      model,
      changes,
      population: people,
      started,
    });
  });
}

async function bringPeople(matching: Matching, search: Search, progress: OnProgress) {
  const { root } = search.register;
  const incoming = await openIncoming(matching, setupOf(search.register));
  const brought = await search.database.begin(
    'isolation level repeatable read read only',
    async (transaction) => {
      // What this snapshot shows of the changes, it shows of the voters.
      const changes = await readChanges(transaction, root);
      const registered = await countRegistered(transaction, root);
      const lines = await exportVoters(transaction, root);
      const people = await normaliseInto(incoming, lines, settingsOf(search), (done) =>
        progress('export', done / Math.max(1, registered)),
      );
      return { people, changes };
    },
  );
  await incoming.finish();
  return brought;
}
