import type { MatchRunReport } from '@ovoz/contract';
import { checkChanged } from './engine/arrival.ts';
import { openIncoming } from './engine/incoming.ts';
import { keptModel } from './engine/kept-model.ts';
import { normaliseHere, normaliseInto } from './engine/normalise.ts';
import { replacePeople } from './engine/population.ts';
import { createPairs } from './engine/score.ts';
import { saveFound } from './save-found.ts';
import { type Search, settingsOf, setupOf, withMatching } from './search.ts';
import { exportChanged, readChanges } from './store-people.ts';

/** More than this is quicker looked at as a whole. */
const MAX_CHANGED = 1_000_000;
/** Up to so many, no thread is worth its start. */
const FEW_CHANGED = 50_000;

/**
 * Looks at those who changed since the last search, against everybody. May be killed at any moment: what was not
 * saved is looked at again.
 * @returns null when the whole register has to be searched: there is no population yet, or too much has changed.
 */
export async function searchChanged(search: Search): Promise<MatchRunReport | null> {
  const { root } = search.register;
  const setup = setupOf(search.register);
  const started = search.now().getTime();
  return withMatching(search, { anew: false }, async (matching) => {
    const model = await keptModel(matching, setup);
    if (model === null) return null;
    const incoming = await openIncoming(matching, setup);
    const changes = await search.database.begin(
      'isolation level repeatable read',
      async (transaction) => {
        const waiting = await readChanges(transaction, root);
        if (waiting.voters.length > MAX_CHANGED) return null;
        const lines = await exportChanged(transaction, root, waiting.voters);
        await (waiting.voters.length > FEW_CHANGED
          ? normaliseInto(incoming, lines, settingsOf(search), async () => {})
          : normaliseHere(incoming, lines, settingsOf(search)));
        return waiting;
      },
    );
    if (changes === null) return null;
    await incoming.finish();
    await matching.run('create or replace temp table changed as select id from incoming');
    await replacePeople(matching, setup, changes.voters);
    await createPairs(matching, setup);
    await checkChanged(matching, setup, model, 0);
    const [row] = await matching.rows('select count(*)::double as n from records');
    return saveFound(matching, search, {
      kind: 'arrival',
      setup,
      model,
      changes,
      population: Number(row?.['n'] ?? 0),
      started,
    });
  });
}
