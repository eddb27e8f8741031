import type { FinderLocality, PublishedStations } from '@ovoz/contract';
import { createFormats } from '@ovoz/ui/formats';
import { stationAnchor } from '../site/addresses.ts';
import type { AddressData } from '../site/address-data.ts';
import { html, type Markup } from './markup.ts';
import { wayTo } from './way-to-station.ts';

type Station = PublishedStations['stations'][number]['station'];

/** The station of an address, with the way there: what somebody needs on the day. */
export function stationCard(
  data: AddressData,
  station: Station,
  locality: Pick<FinderLocality, 'locality' | 'centre'>,
  page: string | undefined,
): Markup {
  const { words } = data;
  const { number, name, address, latitudeE4, longitudeE4 } = station;
  const isPlaced = latitudeE4 !== null && longitudeE4 !== null;
  const rows: readonly (readonly [string, string])[] = [
    [words['station.address'], address],
    [words['station.hours'], `${station.opens}–${station.closes}`],
    [words['station.stepFree'], words[`stepFree.${station.stepFree}`]],
    [
      words['station.languages'],
      station.languages.map((tag) => data.languageNames[tag] ?? tag).join(', '),
    ],
  ];
  const way = wayText(data, station, locality);
  const map = `geo:${(latitudeE4 ?? 0) / 10_000},${(longitudeE4 ?? 0) / 10_000}`;
  return html`<section class="site-card">
<h3>${words['address.yours']}: ${number} · ${name}</h3>
<dl class="ov-definitions">${rows.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>
${way === null ? [] : [html`<p>${way}</p>`]}
<p>${isPlaced ? [html`<button type="button" class="site-button" data-station="${number}">${words['address.onMap']}</button> <a href="${map}">${words['address.otherMap']}</a>`] : []}</p>
${page === undefined ? [] : [html`<p><a href="${page}#${stationAnchor(number)}">${words['stations.inTable']}</a></p>`]}
<p class="ov-as-of">${words['address.note']}</p>
</section>`;
}

/** The way from the middle of the locality, which says nothing of the door that was asked for. */
function wayText(
  { words, language }: AddressData,
  { latitudeE4, longitudeE4 }: Station,
  { locality, centre }: Pick<FinderLocality, 'locality' | 'centre'>,
): string | null {
  if (centre === null || latitudeE4 === null || longitudeE4 === null) return null;
  const { metres, direction } = wayTo(centre, { latitudeE4, longitudeE4 });
  if (direction === null) return fill(words['address.there'], { locality });
  const { number } = createFormats(language);
  const distance =
    metres < 1000
      ? fill(words['address.metres'], { count: number(metres) })
      : fill(words['address.kilometres'], { count: number(metres / 1000) });
  return fill(words['address.way'], {
    locality,
    distance,
    direction: words[`direction.${direction}`],
  });
}

function fill(message: string, values: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
