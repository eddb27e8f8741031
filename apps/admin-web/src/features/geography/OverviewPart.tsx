import { DataTable, type MapArea, TerritoryMap } from '@ovoz/ui';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { RouterLinks } from '../../page/RouterLinks.tsx';
import { useBoundaries } from '../../places/boundaries.ts';
import { shadeOf } from '../../places/shade-of.ts';
import { useCountry, useTerritories } from './use-geography.ts';

/** Map and table of the regions with their polling stations. */
export function OverviewPart() {
  const { t, number, compare } = useTranslator();
  const text = useText();
  const pack = useCountry();
  const rows = useTerritories();
  const boundaries = useBoundaries(pack, 1);
  const regions = rows
    .filter(({ territory }) => territory.level === 1)
    .toSorted((a, b) => compare(text(a.territory.name), text(b.territory.name)));
  const most = Math.max(...regions.map(({ stations }) => stations), 1);
  const areas = new Map<string, MapArea>(
    regions.map(({ territory, stations }) => [
      territory.code,
      {
        name: text(territory.name),
        label: text(territory.name),
        href: `/admin/geography/${pack.code}/stations?territory=${encodeURIComponent(territory.code)}`,
        shade: shadeOf(stations, most),
        value: t('geography.stations-count', { count: stations }),
      },
    ]),
  );
  const districtsIn = (path: string) =>
    rows.filter(({ territory }) => territory.level === 2 && territory.path.startsWith(`${path}/`))
      .length;
  const national = rows.find(({ territory }) => territory.level === 0);
  const official = pack.officialStations;
  return (
    <>
      <Section title={t('geography.map-title')}>
        {boundaries === null ? (
          pack.boundaries.length === 0 && <p>{t('geography.no-map')}</p>
        ) : (
          <RouterLinks>
            <TerritoryMap
              title={t('geography.map-label', { country: text(pack.name) })}
              boundaries={boundaries}
              areas={areas}
              credits={pack.credits}
              alternative={<p className="quiet">{t('geography.map-table')}</p>}
            />
          </RouterLinks>
        )}
        <DataTable
          caption={t('geography.regions-count', { count: regions.length })}
          rows={regions}
          rowKey={({ territory }) => territory.code}
          columns={[
            {
              key: 'name',
              header: t('geography.territory'),
              rowHeader: true,
              cell: ({ territory }) => (
                <PageLink
                  to="/geography/$pack/stations"
                  params={{ pack: pack.code }}
                  search={{ territory: territory.code }}
                >
                  {text(territory.name)}
                </PageLink>
              ),
            },
            { key: 'code', header: t('geography.code'), cell: ({ territory }) => territory.code },
            {
              key: 'districts',
              header: t('geography.below'),
              numeric: true,
              cell: ({ territory }) => number(districtsIn(territory.path)),
            },
            {
              key: 'stations',
              header: t('geography.stations'),
              numeric: true,
              cell: ({ stations }) => number(stations),
            },
          ]}
          {...(national === undefined
            ? {}
            : {
                foot: (
                  <tr>
                    <th scope="row" colSpan={3}>
                      {text(national.territory.name)}
                    </th>
                    <td className="ov-number">{number(national.stations)}</td>
                  </tr>
                ),
              })}
        />
        <p className="quiet">
          {t('geography.official', {
            domestic: official.domestic,
            abroad: official.abroad,
            remote: official.remote,
          })}{' '}
          <span lang="en">({official.source})</span>
        </p>
      </Section>
      {pack.notes.length > 0 && (
        <Section title={t('geography.notes')}>
          <ul>
            {pack.notes.map((note) => (
              <li key={note.en}>{text(note)}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
