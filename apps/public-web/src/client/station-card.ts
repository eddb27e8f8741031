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
  const directions = directionsIn(station, data.language.tag);
  const rows: readonly (readonly [string, string | Markup])[] = [
    [words['station.address'], address],
    ...(directions === null ? [] : [[words['station.directions'], directions] as const]),
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
<p class="site-card__maps">${isPlaced ? [html`<button type="button" class="site-button" data-station="${number}">${words['address.onMap']}</button> <a href="${map}">${words['address.otherMap']}</a>`] : []}</p>
${page === undefined ? [] : [html`<p><a href="${page}#${stationAnchor(number)}">${words['address.row']}</a></p>`]}
<p class="ov-as-of">${words['address.note']}</p>
</section>`;
}

/** What the commission wrote, in the language of the page, else in its other alphabet, else in English. */
function directionsIn({ directions }: Station, tag: string): Markup | null {
  if (directions === undefined) return null;
  const isNear = (other: string) => other.split('-')[0] === tag.split('-')[0];
  const found = tag in directions ? tag : (Object.keys(directions).find(isNear) ?? 'en');
  return html`<span lang="${found}">${directions[found] ?? directions.en}</span>`;
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
