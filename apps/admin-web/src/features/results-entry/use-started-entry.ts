import type { CallRefusal } from '@ovoz/client';
import { type EntryView, type ParamsOf, startEntry } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../server/client.ts';
import { noteSessionEnd } from '../../server/session-end.ts';

type Started =
  | { readonly entry: EntryView; readonly refusal: null }
  | { readonly entry: null; readonly refusal: CallRefusal | null };

/** Begins the own entry when the page opens, or takes it up again. It is no reading: it is asked once. */
export function useStartedEntry(params: ParamsOf<typeof startEntry>): Started {
  const queries = useQueryClient();
  const [started, setStarted] = useState<Started>({ entry: null, refusal: null });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void client.call(startEntry, { params, body: {} }).then((answer) => {
      if (answer.ok) return setStarted({ entry: answer.value, refusal: null });
      noteSessionEnd(queries, answer.refusal);
      setStarted({ entry: null, refusal: answer.refusal });
    });
  }, [params, queries]);
  return started;
}
