import type { PublishedStationPoints } from '@ovoz/contract';
import { useTranslator } from '@ovoz/ui/finder';
import { stationAnchor } from '../site/addresses.ts';
import type { FinderData, FinderKey } from '../site/finder-data.ts';

type Props = {
  readonly points: PublishedStationPoints;
  readonly index: number;
  readonly data: FinderData;
};

/** The chosen station, with the way to its row. */
export function StationDetails({ points, index, data }: Props) {
  const { t } = useTranslator<FinderKey>();
  const number = points.numbers[index] ?? '';
  const [territory, page] = placeOf(points, index, data);
  return (
    <section className="site-card">
      <h2>
        {number} · {points.names[index]}
      </h2>
      <p>{points.addresses[index]}</p>
      <p>{territory}</p>
      {points.latitudesE4[index] == null ? <p>{t('stations.notOnMap')}</p> : null}
      <p>
        <a href={`${page}#${stationAnchor(number)}`}>{t('stations.inTable')}</a>
      </p>
    </section>
  );
}

function placeOf(
  points: PublishedStationPoints,
  index: number,
  { territories, abroad }: FinderData,
): readonly [name: string, page: string] {
  if (abroad.numbers.includes(points.numbers[index] ?? '')) return [abroad.name, abroad.page];
  return territories[points.territories[index] ?? ''] ?? ['', ''];
}
