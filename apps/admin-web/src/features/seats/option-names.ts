import { useMemo } from 'react';
import { usePaper } from '../../counting/use-contest.ts';
import type { useCounted } from '../../counting/use-counted.ts';

/** Names the options of a contest in a district. */
export function useOptionName(
  counted: Pick<ReturnType<typeof useCounted>, 'definition' | 'pack'>,
  contest: string,
  district: string | null,
): (option: string) => string {
  const paper = usePaper(counted, contest, district);
  return useMemo(() => {
    const names = new Map(
      (paper?.figures ?? [])
        .filter(({ part }) => part === 'votes')
        .map(({ code, caption }) => [code, caption]),
    );
    return (option) => names.get(option) ?? option;
  }, [paper]);
}
