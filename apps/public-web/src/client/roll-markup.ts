import type { PublishedRolls, PublishedSupplements } from '@ovoz/contract';
import { createFormats, type Formats } from '@ovoz/ui/formats';
import { isRollWord, type RollData } from '../site/roll-data.ts';
import { html, type Markup } from './markup.ts';
import { sayWith } from './say-with.ts';

/** Both files as they were published; without additions the second may not stand there yet. */
export type RollFiles = {
  readonly rolls: PublishedRolls;
  readonly supplements: PublishedSupplements | null;
};
type Page = RollFiles & {
  readonly say: ReturnType<typeof sayWith<keyof RollData['words']>>;
  readonly formats: Formats;
  readonly timeZone: string;
};

/** A phone lays out so many rows; a number finds the others. */
const SHOWN = 100;

/** The whole: root, counts, who is on no roll, and what came after the freeze. */
export function rollMarkup(files: RollFiles, data: RollData): Markup {
  const page = pageOf(files, data);
  const { say, formats, timeZone } = page;
  const { frozenAt, voters, stations, root, excluded } = files.rolls;
  return html`<p>${say('roll.frozen', { time: formats.dateTime(frozenAt, timeZone) })}</p>
<dl class="ov-definitions">
<dt>${say('roll.voters')}</dt><dd>${formats.number(voters)}</dd>
<dt>${say('roll.stations')}</dt><dd>${formats.number(stations.length)}</dd>
<dt>${say('roll.root')}</dt><dd><code class="site-hash">${root}</code></dd>
</dl>
<h2>${say('roll.supplements')}</h2>
${supplementsMarkup(page)}
<h2>${say('roll.excluded')}</h2>
${reasonsMarkup(page, say('roll.excluded'), excluded)}`;
}

function supplementsMarkup(page: Page): Markup {
  const { say, formats, timeZone, supplements, rolls } = page;
  const asOf = html`<p class="ov-as-of">${say('roll.asOf', { time: formats.dateTime(supplements?.asOf ?? rolls.frozenAt, timeZone) })}</p>`;
  if (supplements === null || supplements.supplements === 0) {
    return html`<p>${say('roll.supplements.none')}</p>${asOf}`;
  }
  const reasons = new Map<string, number>();
  for (const station of supplements.stations) {
    for (const [reason, count] of Object.entries(station.reasons)) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + (count ?? 0));
    }
  }
  const remarkable = supplements.stations.filter((one) => one.remarkable);
  const list = remarkable.map(
    (one) =>
      html`<li>№ ${one.station}: ${formats.number(one.supplements)} / ${formats.number(one.voters)}</li>`,
  );
  return html`${reasonsMarkup(page, say('roll.supplements'), Object.fromEntries(reasons))}${asOf}
${remarkable.length === 0 ? [] : [html`<p>${say('roll.remarkable.text', { count: formats.number(remarkable.length) })}</p><ul>${list}</ul>`]}`;
}

function reasonsMarkup(
  { say, formats }: Page,
  caption: string,
  counts: Readonly<Record<string, number>>,
): Markup {
  const rows = Object.entries(counts).map(([reason, count]) => {
    const key = `roll.${reason}`;
    return html`<tr><th scope="row">${isRollWord(key) ? say(key) : reason}</th><td class="ov-number">${formats.number(count)}</td></tr>`;
  });
  const sum = Object.values(counts).reduce((total, count) => total + count, 0);
  return html`<p>${say('roll.count')}: ${formats.number(sum)}</p>
${rows.length === 0 ? [] : [tableMarkup(caption, [say('roll.reason'), say('roll.count')], rows)]}`;
}

/** Stations whose number begins so, with count, root and what was added. */
export function stationsMarkup(files: RollFiles, data: RollData, query: string): Markup {
  const { say, formats } = pageOf(files, data);
  const added = new Map(files.supplements?.stations.map((one) => [one.station, one]));
  const found = files.rolls.stations.filter(({ station }) => station.startsWith(query.trim()));
  if (found.length === 0) return html`<p>${say('roll.noStation')}</p>`;
  const rows = found.slice(0, SHOWN).map(({ station, voters, root }) => {
    const own = added.get(station);
    const mark = html` <mark>${say('roll.remarkable')}</mark>`;
    return html`<tr><th scope="row">${station}</th><td class="ov-number">${formats.number(voters)}</td>
<td class="ov-number">${formats.number(own?.supplements ?? 0)}${own?.remarkable === true ? [mark] : []}</td>
<td><code class="site-hash">${root}</code></td></tr>`;
  });
  const line = say('roll.shown', {
    shown: formats.number(rows.length),
    total: formats.number(files.rolls.stations.length),
  });
  const heads = [
    say('roll.station'),
    say('roll.voters'),
    say('roll.supplements'),
    say('roll.root'),
  ];
  return html`<p>${line}</p>${tableMarkup(say('roll.stations'), heads, rows)}`;
}

function tableMarkup(caption: string, heads: readonly string[], rows: readonly Markup[]): Markup {
  return html`<div class="ov-table"><section class="ov-table__scroll" tabindex="0" aria-label="${caption}"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></section></div>`;
}

function pageOf(files: RollFiles, data: RollData): Page {
  const { words, language, timeZone } = data;
  return { ...files, say: sayWith(words), formats: createFormats(language), timeZone };
}
