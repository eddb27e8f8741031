import { foldText } from '@ovoz/ui';
import { useState } from 'react';
import { FilterSearch } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { type TerritoryNode, territoryTree } from '../../places/territory-tree.ts';
import { useCountry, useTerritories } from './use-geography.ts';

/** The tree from the country down. A search opens the branches in which it finds something. */
export function TerritoriesPart() {
  const { t } = useTranslator();
  const text = useText();
  const rows = useTerritories();
  const [search, setSearch] = useState('');
  const wanted = foldText(search);
  const isFound = ({ territory }: Pick<TerritoryNode, 'territory'>) =>
    foldText(`${text(territory.name)} ${territory.code}`).includes(wanted);
  const isShown = (node: TerritoryNode): boolean => isFound(node) || node.children.some(isShown);
  return (
    <Section title={t('geography.territories')}>
      <div className="filters">
        <FilterSearch label={t('geography.search-territory')} value={search} onChange={setSearch} />
        <p role="status" className="quiet">
          {t('geography.territories-found', {
            found: rows.filter(isFound).length,
            all: rows.length,
          })}
        </p>
      </div>
      <ul className="tree">
        {territoryTree(rows)
          .filter(isShown)
          .map((node) => (
            <Branch
              key={node.territory.code}
              node={node}
              isShown={isShown}
              isSearching={wanted !== ''}
            />
          ))}
      </ul>
    </Section>
  );
}

type BranchProps = {
  readonly node: TerritoryNode;
  readonly isShown: (node: TerritoryNode) => boolean;
  readonly isSearching: boolean;
};

function Branch({ node, isShown, isSearching }: BranchProps) {
  const { t, compare } = useTranslator();
  const text = useText();
  const pack = useCountry();
  const { territory, stations } = node;
  const [isOpened, setOpened] = useState(territory.level === 0);
  const children = node.children
    .filter(isShown)
    .toSorted((a, b) => compare(text(a.territory.name), text(b.territory.name)));
  const isOpen = isSearching || isOpened;
  const level = pack.territoryLevels[territory.level];
  return (
    <li>
      <div className="tree-row">
        {children.length > 0 ? (
          <button
            type="button"
            className="tree-toggle"
            aria-expanded={isOpen}
            onClick={() => setOpened(!isOpen)}
          >
            {text(territory.name)}
          </button>
        ) : (
          <span className="tree-leaf">{text(territory.name)}</span>
        )}
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
      </div>
      {isOpen && children.length > 0 && (
        <ul className="tree">
          {children.map((child) => (
            <Branch
              key={child.territory.code}
              node={child}
              isShown={isShown}
              isSearching={isSearching}
            />
          ))}
        </ul>
      )}
    </li>
  );
}
