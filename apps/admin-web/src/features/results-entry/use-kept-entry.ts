import { type EntryView, saveEntry } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { client } from '../../server/client.ts';
import { isPassing } from '../../server/refusal.ts';
import { noteSessionEnd } from '../../server/session-end.ts';
import { createEntryKeeper } from './entry-keeper.ts';

/** What was keyed, kept on the server as it is typed. */
export function useKeptEntry(entry: EntryView) {
  const queries = useQueryClient();
  const [keeper] = useState(() =>
    createEntryKeeper(entry, {
      send: async (revision, values) => {
        const answer = await client.call(saveEntry, {
          params: { id: entry.id },
          body: { revision, values },
        });
        if (!answer.ok) noteSessionEnd(queries, answer.refusal);
        return answer;
      },
      mayPass: (refusal) => isPassing(refusal) || refusal.code === 'not-signed-in',
      later: (afterMs, callBack) => {
        const timer = setTimeout(callBack, afterMs);
        return () => clearTimeout(timer);
      },
    }),
  );
  const kept = useSyncExternalStore(keeper.subscribe, keeper.read);
  useWarningBeforeLeaving(kept.state !== 'saved');
  // Who leaves for another page of the administration takes nothing unsaved along.
  useEffect(() => () => void keeper.settle(), [keeper]);
  return { ...kept, set: keeper.set, settle: keeper.settle };
}

/** The browser asks before it closes a page on which something is not saved. */
function useWarningBeforeLeaving(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}
