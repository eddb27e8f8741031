import { useState } from 'react';
import { FilterSearch } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { type TerritoryNode, territoryTree } from '../../places/territory-tree.ts';
import { foldText } from '@ovoz/ui';
import { useCountry, useTerritories } from './use-geography.ts';

/** The tree from the country down. A search opens the branches in which it finds something. */
export function TerritoriesPart() {
  const { t } = useTranslator();
  const text = useText();
  const rows = useTerritories();
  const [search, setSearch] = useState('');
  const wanted = foldText(search);
  const tree = territoryTree(rows);
  const matches = (node: TerritoryNode): boolean =>
    wanted === '' ||
    foldText(`${text(node.territory.name)} ${node.territory.code}`).includes(wanted) ||
    node.children.some(matches);
  const found = rows.filter(({ territory }) =>
    foldText(`${text(territory.name)} ${territory.code}`).includes(wanted),
  ).length;
  return (
    <Section title={t('geography.territories')}>
      <div className="filters">
        <FilterSearch label={t('geography.search-territory')} value={search} onChange={setSearch} />
        <p role="status" className="quiet">
          {t('geography.territories-found', { found, all: rows.length })}
        </p>
      </div>
      <ul className="tree">
        {tree.filter(matches).map((node) => (
          <Branch
            key={node.territory.code}
            node={node}
            matches={matches}
            isSearching={wanted !== ''}
          />
        ))}
      </ul>
    </Section>
  );
}

type BranchProps = {
  readonly node: TerritoryNode;
  readonly matches: (node: TerritoryNode) => boolean;
  readonly isSearching: boolean;
};

function Branch({ node, matches, isSearching }: BranchProps) {
  const { compare } = useTranslator();
  const text = useText();
  const children = node.children
    .filter(matches)
    .toSorted((a, b) => compare(text(a.territory.name), text(b.territory.name)));
  if (children.length === 0) {
    return (
      <li className="tree-leaf">
        <BranchName node={node} />
      </li>
    );
  }
  // A new key when a search begins or ends, so that `open` is applied again.
  return (
    <li>
      <details key={String(isSearching)} open={isSearching || node.territory.level === 0}>
        <summary>
          <BranchName node={node} />
        </summary>
        <ul className="tree">
          {children.map((child) => (
            <Branch
              key={child.territory.code}
              node={child}
              matches={matches}
              isSearching={isSearching}
            />
          ))}
        </ul>
      </details>
    </li>
  );
}

function BranchName({ node }: { readonly node: TerritoryNode }) {
  const { t } = useTranslator();
  const text = useText();
  const pack = useCountry();
  const { territory, stations } = node;
  const level = pack.territoryLevels[territory.level];
  return (
    <span className="tree-name">
      <strong>{text(territory.name)}</strong>{' '}
      <span className="quiet">
        {level === undefined ? '' : `${text(level)} · `}
        {territory.code} ·{' '}
      </span>
      <PageLink
        to="/geography/$pack/stations"
        params={{ pack: pack.code }}
        search={{ territory: territory.code }}
      >
        {t('geography.stations-count', { count: stations })}
      </PageLink>
    </span>
  );
}
