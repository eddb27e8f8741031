import type { PublishedStations } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { districtFromTerritory, stationAnchor } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';

export type StationEntry = PublishedStations['stations'][number];

type Props = {
  readonly caption: ReactNode;
  readonly view: ElectionView;
  readonly stations: readonly StationEntry[];
};

/** Polling stations as rows; each has an address of its own. */
export function StationTable({ caption, view, stations }: Props) {
  const { t, say, languageName, list } = usePage();
  const sets = view.election.pack.districtSets.filter((set) =>
    stations.some(({ districts }) => districts[set.code] !== undefined),
  );
  const languages = new Map<string, string>();
  // The same few sets of languages come on thousands of rows.
  const namesOf = (tags: readonly string[]) => {
    const key = tags.join();
    const names = languages.get(key) ?? list(tags.map(languageName));
    languages.set(key, names);
    return names;
  };
  return (
    <DataTable
      caption={caption}
      rows={stations}
      stacked
      rowKey={({ station }) => station.number}
      rowId={({ station }) => stationAnchor(station.number)}
      columns={[
        {
          key: 'number',
          header: t('station.number'),
          numeric: true,
          cell: ({ station }) => station.number,
        },
        { key: 'name', header: t('station.name'), rowHeader: true, cell: nameCell },
        {
          key: 'address',
          header: t('station.address'),
          line: true,
          cell: addressCell,
        },
        {
          key: 'access',
          header: t('station.stepFree'),
          line: true,
          label: t('station.stepFree'),
          cell: ({ station }) => t(`stepFree.${station.stepFree}`),
        },
        {
          key: 'hours',
          header: t('station.hours'),
          whole: true,
          cell: ({ station }) => `${station.opens}–${station.closes}`,
        },
        {
          key: 'languages',
          header: t('station.languages'),
          cell: ({ station }) => namesOf(station.languages),
        },
        ...sets.map((set) => ({
          key: set.code,
          header: sets.length === 1 ? t('candidate.district') : <Localized text={set.name} />,
          line: true,
          label: t('candidate.district'),
          cell: ({ districts }: StationEntry) => {
            const code = districts[set.code];
            return code === undefined ? (
              '–'
            ) : (
              <a href={districtFromTerritory(set.code, code)}>{code}</a>
            );
          },
        })),
      ]}
    />
  );

  function addressCell({ station: { address, directions } }: StationEntry) {
    if (directions === undefined) return say.name(address);
    return (
      <>
        {say.name(address)}
        <br />
        <span className="ov-as-of">
          <Localized text={directions} />
        </span>
      </>
    );
  }

  function nameCell({ station }: StationEntry) {
    const { name, kind } = station;
    const said = say.name(name);
    return kind === 'special' || kind === 'remote' ? `${said} (${t(`station.${kind}`)})` : said;
  }
}
