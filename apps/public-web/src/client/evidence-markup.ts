import type { PublishedStationResult } from '@ovoz/contract';
import type { ResultPackage } from '@ovoz/election-model';
import type { StationWord } from '../site/station-page-data.ts';
import { html, type Markup } from './markup.ts';

type Protocol = PublishedStationResult['protocols'][number];

/** One thing that happened to a protocol, with the entry of the log that records it. */
type Act = {
  readonly at: string;
  readonly what: Markup;
  /** Hash of the package that the act is about. */
  readonly hash: string;
  readonly fact: string | null;
};

type Page = {
  readonly say: (key: StationWord, fill?: Readonly<Record<string, string | number>>) => string;
  readonly time: (instant: string) => Markup;
  /** Words for a decision with who took it and why. */
  readonly decision: (decision: Protocol['decisions'][number]) => Markup;
};

/**
 * Every version that came and every decision, in order, each with its log entry. `data-fact` and `data-package`
 * mark where the script says whether the public log holds it.
 */
export function evidenceMarkup(page: Page, { versions, decisions }: Protocol): Markup {
  const { say, time } = page;
  const acts: readonly Act[] = [
    ...versions.map((version) => ({
      at: version.receivedAt,
      what: receivedMarkup(page, version),
      hash: version.hash,
      fact: version.fact,
    })),
    ...decisions.map((decision) => ({
      at: decision.at,
      what: page.decision(decision),
      hash: decision.hash,
      fact: decision.fact,
    })),
  ];
  if (acts.length === 0) return html``;
  const items = acts
    .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
    .map(({ at, what, hash, fact }) => {
      const entry =
        fact === null
          ? html`${say('evidence.noEntry')}`
          : html`<code class="site-hash">${fact}</code> <span class="res-proof" data-fact="${fact}" data-package="${hash}"></span>`;
      return html`<li>${time(at)} · ${what}<br>${say('evidence.entry')} ${entry}</li>`;
    });
  return html`<details class="res-details" data-evidence><summary>${say('evidence.title')}</summary>
<p>${say('evidence.lead')}</p><ol class="res-findings">${items}</ol><p class="res-proof" data-log></p></details>`;
}

function receivedMarkup({ say }: Page, version: Protocol['versions'][number]): Markup {
  // The server checked the package strictly before it published it.
  const { payload }: ResultPackage = JSON.parse(version.package);
  const origin = say(`origin.${payload.origin.kind}`);
  return html`<b>${say('evidence.received', { version: version.version })}</b>, ${origin}<br>${say('evidence.package')} <code class="site-hash">${version.hash}</code>`;
}
