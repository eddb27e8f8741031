import { getPack, listPacks, listTerritories } from '@ovoz/contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useText, useTranslator } from '../language.ts';
import { FOREVER, reading } from '../server/reading.ts';
import { useMay } from '../session/use-session.ts';

/**
 * Names the place of a grant in the language of the page. Until the territories are there, and for places
 * that the person may not see, it is the name that came with the grant.
 */
export function usePlaceName(): (grant: {
  readonly territoryPath: string;
  readonly territoryName: string;
}) => string {
  const { t } = useTranslator();
  const text = useText();
  const names = useNamesByPath();
  return ({ territoryPath, territoryName }) => {
    if (territoryPath === '') return t('value.installation');
    const name = names.get(territoryPath);
    return name === undefined ? territoryName : text(name);
  };
}

function useNamesByPath() {
  const may = useMay();
  const packs = useQuery({ ...reading(listPacks, {}), staleTime: FOREVER.staleTime });
  const codes = (packs.data?.packs ?? [])
    .filter((pack) => pack.geographyVersion !== null)
    .map((pack) => pack.code);
  const roots = useQueries({
    queries: codes.map((pack) => ({ ...reading(getPack, { params: { pack } }), ...FOREVER })),
  });
  const trees = useQueries({
    queries: codes.map((pack) => ({
      ...reading(listTerritories, { params: { pack }, query: {} }),
      staleTime: FOREVER.staleTime,
      enabled: may(listTerritories),
    })),
  });
  return new Map([
    ...trees.flatMap(({ data }) =>
      (data?.territories ?? []).map(({ territory }) => [territory.path, territory.name] as const),
    ),
    ...roots.flatMap(({ data }) =>
      data === undefined ? [] : [[data.pack.root, data.pack.name] as const],
    ),
  ]);
}
