import { Fieldset } from '@digdir/designsystemet-react';
import { listTerritories } from '@ovoz/contract';
import { covers, type TerritoryPath } from '@ovoz/election-model';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { FieldProblem, FilterSelect } from '../forms/inputs.tsx';
import type { FieldBinding } from '../forms/use-form.ts';
import { useText, useTranslator } from '../language.ts';
import { FOREVER, reading } from '../server/reading.ts';
import { chainTo, type TerritoryNode, territoryTree } from './territory-tree.ts';
import { usePack } from './use-pack.ts';

type Props = {
  readonly packCode: string;
  /** Holds the path of the chosen territory: `UZ/1703`. */
  readonly field: FieldBinding<string>;
  readonly label: string;
  /** Only places inside of one of these can be chosen. */
  readonly within: readonly TerritoryPath[];
};

/** Chooses a territory level by level: country, region, district. Plain selects, made for the keyboard. */
export function TerritoryPicker({ packCode, field, label, within }: Props) {
  const { t, compare } = useTranslator();
  const text = useText();
  const errorId = useId();
  const pack = usePack(packCode);
  const { territories } = useSuspenseQuery({
    ...reading(listTerritories, { params: { pack: packCode }, query: {} }),
    staleTime: FOREVER.staleTime,
  }).data;
  const chain = chainTo(territories, field.value);
  const isOpen = (path: TerritoryPath) =>
    within.some((own) => covers(own, path) || covers(path, own));
  const mayEndAt = (path: TerritoryPath) => within.some((own) => covers(own, path));
  const levels: { readonly nodes: readonly TerritoryNode[]; readonly chosen: string }[] = [];
  let nodes = territoryTree(territories).filter(({ territory }) => isOpen(territory.path));
  for (let depth = 0; nodes.length > 0; depth += 1) {
    const chosen = chain[depth]?.path ?? '';
    levels.push({ nodes, chosen });
    const next = nodes.find(({ territory }) => territory.path === chosen);
    nodes = (next?.children ?? []).filter(({ territory }) => isOpen(territory.path));
  }
  return (
    <Fieldset id={field.id} tabIndex={-1} aria-describedby={errorId} className="field">
      <Fieldset.Legend>{label}</Fieldset.Legend>
      {levels.map(({ nodes: choices, chosen }, depth) => {
        const above = chain[depth - 1]?.path ?? '';
        const level = choices[0]?.territory.level ?? depth;
        const name = pack.territoryLevels[level];
        return (
          <FilterSelect
            key={above}
            label={name === undefined ? String(level) : text(name)}
            value={chosen}
            onChange={(path) => field.set(path === '' ? above : path)}
            {...(depth > 0 && mayEndAt(above)
              ? { empty: t('places.all-of-it') }
              : { empty: t('places.choose') })}
            choices={choices
              .map(({ territory }) => ({ value: territory.path, label: text(territory.name) }))
              .toSorted((a, b) => compare(a.label, b.label))}
          />
        );
      })}
      <div id={errorId}>
        <FieldProblem sentence={field.error} />
      </div>
    </Fieldset>
  );
}
