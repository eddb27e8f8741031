import type { InputOf } from '@ovoz/client';
import type { AnswerOf, AnyOperation } from '@ovoz/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../server/client.ts';
import { Refused } from '../server/refusal.ts';

type Paged = { readonly next: string | null };

/** A list that comes in pages; `inputFor` makes the call for the page after a cursor. */
export function usePages<Op extends AnyOperation>(
  operation: Op,
  key: unknown,
  inputFor: (after: string | undefined) => InputOf<Op>,
) {
  const query = useInfiniteQuery({
    queryKey: [operation.id, 'pages', key],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }): Promise<AnswerOf<Op>> => {
      const answer = await client.call(operation, inputFor(pageParam));
      if (!answer.ok) throw new Refused(answer.refusal);
      return answer.value;
    },
    // Every paged operation answers with the cursor of the page after, or null.
    getNextPageParam: (last) => (last as Paged).next ?? undefined,
    placeholderData: keepPreviousData,
  });
  return {
    pages: query.data?.pages ?? null,
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
    isFetching: query.isFetching,
  };
}
