import { Details } from '@digdir/designsystemet-react';
import { listTerritories } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { Suspense, useId } from 'react';
import { useMessages } from '../language.ts';
import { Loading } from '../page/Loading.tsx';
import { TerritoryPicker } from '../places/TerritoryPicker.tsx';
import { usePlaceName } from '../places/use-place-name.ts';
import { activeGrants } from '../session/permissions.ts';
import { useMay, useSession } from '../session/use-session.ts';

type Props = {
  readonly pack: string;
  /** Chosen territory; undefined: all of the own one. */
  readonly value: TerritoryPath | undefined;
  readonly onChange: (path: TerritoryPath | undefined) => void;
};

/** Narrows a list to a territory inside the own one. Folded away, because most people have only one. */
export function TerritoryFilter({ pack, value, onChange }: Props) {
  const t = useMessages();
  const may = useMay();
  const id = useId();
  const { grants } = useSession();
  const placeName = usePlaceName();
  if (!may(listTerritories)) return null;
  const chosen =
    value === undefined
      ? t('count.own-territory')
      : placeName({ territoryPath: value, territoryName: value });
  return (
    <Details className="territory-filter no-print">
      <Details.Summary>{t('count.territory', { name: chosen })}</Details.Summary>
      <Details.Content>
        <Suspense fallback={<Loading />}>
          <TerritoryPicker
            packCode={pack}
            within={activeGrants(grants).map((grant) => grant.territoryPath)}
            label={t('geography.territory')}
            field={{
              id,
              name: id,
              value: value ?? '',
              set: (path) => onChange(path === '' ? undefined : path),
              error: undefined,
            }}
          />
        </Suspense>
      </Details.Content>
    </Details>
  );
}
