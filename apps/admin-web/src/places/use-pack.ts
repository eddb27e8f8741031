import { getPack, listPacks } from '@ovoz/contract';
import { useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query';
import { FOREVER, reading } from '../server/reading.ts';
import { activeGrants } from '../session/permissions.ts';
import { useSession } from '../session/use-session.ts';

/** A country pack by its code. */
export function usePack(code: string) {
  return useSuspenseQuery({ ...reading(getPack, { params: { pack: code } }), ...FOREVER }).data
    .pack;
}

/** Countries with a geography in force in which the person has a grant, as their packs. */
export function useOwnCountries() {
  const { grants } = useSession();
  const { packs } = useSuspenseQuery(reading(listPacks, {})).data;
  const usable = packs.filter((pack) => pack.geographyVersion !== null);
  const answers = useSuspenseQueries({
    queries: usable.map(({ code }) => ({
      ...reading(getPack, { params: { pack: code } }),
      ...FOREVER,
    })),
  });
  const roots = activeGrants(grants).map((grant) => grant.territoryPath.split('/')[0] ?? '');
  return answers
    .map(({ data }) => data.pack)
    .filter((pack) => roots.some((root) => root === '' || root === pack.root));
}
