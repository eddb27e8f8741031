import type { InputOf } from '@ovoz/client';
import type { AnswerOf, AnyOperation } from '@ovoz/contract';
import { queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { Refused } from './refusal.ts';

/** Content that never changes under its address: country packs, sealed versions. */
export const FOREVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY };

/** A reading operation as a query; its key is the operation and what was asked. */
export function reading<Op extends AnyOperation>(operation: Op, input: InputOf<Op>) {
  return queryOptions({
    queryKey: [operation.id, input.params ?? {}, input.query ?? {}, input.body ?? {}] as const,
    queryFn: async (): Promise<AnswerOf<Op>> => {
      const answer = await client.call(operation, input);
      if (!answer.ok) throw new Refused(answer.refusal);
      return answer.value;
    },
  });
}
