import type { PollingStation } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { stationAnchor } from '../site/addresses.ts';
import { usePage } from '../site/page-context.tsx';

type Props = { readonly caption: ReactNode; readonly stations: readonly PollingStation[] };

/** Polling stations as rows; each has an address of its own. */
export function StationTable({ caption, stations }: Props) {
  const { t, say, languageName, list } = usePage();
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
      rowKey={({ number }) => number}
      rowId={({ number }) => stationAnchor(number)}
      columns={[
        { key: 'number', header: t('station.number'), numeric: true, cell: (one) => one.number },
        { key: 'name', header: t('station.name'), rowHeader: true, cell: nameCell },
        {
          key: 'address',
          header: t('station.address'),
          line: true,
          cell: (one) => say.name(one.address),
        },
        {
          key: 'access',
          header: t('station.stepFree'),
          line: true,
          label: t('station.stepFree'),
          cell: (one) => t(`stepFree.${one.stepFree}`),
        },
        {
          key: 'hours',
          header: t('station.hours'),
          whole: true,
          cell: (one) => `${one.opens}–${one.closes}`,
        },
        { key: 'languages', header: t('station.languages'), cell: (one) => namesOf(one.languages) },
      ]}
    />
  );

  function nameCell({ name, kind }: PollingStation) {
    const said = say.name(name);
    return kind === 'special' || kind === 'remote' ? `${said} (${t(`station.${kind}`)})` : said;
  }
}
