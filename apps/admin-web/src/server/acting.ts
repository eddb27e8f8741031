import type { Result } from '@ovoz/basics';
import type { CallRefusal, InputOf } from '@ovoz/client';
import type { AnswerOf, AnyOperation } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client } from './client.ts';
import { noteSessionEnd } from './session-end.ts';

export type Act<Op extends AnyOperation> = {
  /** Calls the operation. A second call while one is under way is not sent and answers null. */
  readonly run: (input: InputOf<Op>) => Promise<Result<AnswerOf<Op>, CallRefusal> | null>;
  readonly pending: boolean;
  /** Why the last call was refused; null when it was not. */
  readonly refusal: CallRefusal | null;
  readonly forget: () => void;
};

/**
 * A changing operation. When it succeeds, everything that was read is read again where it is shown:
 * screens are small, and a stale number costs more than a call. Left out is what can be read only once,
 * like an invitation; such a query says `meta: { once: true }`.
 */
export function useAct<Op extends AnyOperation>(operation: Op): Act<Op> {
  const queries = useQueryClient();
  const underWay = useRef(false);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);

  const run = async (input: InputOf<Op>) => {
    if (underWay.current) return null;
    underWay.current = true;
    setPending(true);
    setRefusal(null);
    const answer = await client.call(operation, input);
    underWay.current = false;
    setPending(false);
    if (answer.ok) {
      void queries.invalidateQueries({ predicate: ({ meta }) => meta?.['once'] !== true });
    } else {
      setRefusal(answer.refusal);
      noteSessionEnd(queries, answer.refusal);
    }
    return answer;
  };
  return { run, pending, refusal, forget: () => setRefusal(null) };
}
