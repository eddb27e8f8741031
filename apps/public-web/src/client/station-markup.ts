import type { PublishedStationResult } from '@ovoz/contract';
import type { ResultPackage } from '@ovoz/election-model';
import { createFormats, type Formats } from '@ovoz/ui/formats';
import type { BallotNames, StationPageData, StationWord } from '../site/station-page-data.ts';
import { evidenceMarkup } from './evidence-markup.ts';
import { html, type Markup } from './markup.ts';
import { sayWith } from './say-with.ts';

type Protocol = PublishedStationResult['protocols'][number];
type Version = Protocol['versions'][number];
type Contest = StationPageData['contests'][number];

/** What the page of a station is made from. */
export type StationFacts = {
  readonly data: StationPageData;
  readonly result: PublishedStationResult;
  /** Candidates by `<contest>-<district>`. */
  readonly ballots: ReadonlyMap<string, BallotNames>;
  /** Whether the hash of a version is right, by the hash; empty where the browser cannot tell. */
  readonly hashes: ReadonlyMap<string, boolean>;
  /** Address of the printed protocol below `results/`; null when it is not there. */
  readonly paper: string | null;
};

type Page = StationFacts & { readonly formats: Formats; readonly say: Say };
type Say = ReturnType<typeof sayWith<StationWord>>;

/** The result of a polling station: every version of every protocol, and who decided what. */
export function stationMarkup(facts: StationFacts): Markup {
  const { data, result } = facts;
  const page: Page = { ...facts, formats: createFormats(data.language), say: sayWith(data.words) };
  return html`<p class="site-lead">${result.name}</p>
<p>${result.address}</p>
<nav class="ov-path" aria-label="${page.say('results.area')}"><ol>${result.above.map(({ file }) => pathStep(page, file))}</ol></nav>
${result.protocols.map((protocol) => protocolMarkup(page, protocol))}
${turnoutMarkup(page)}${keysMarkup(page)}${filesMarkup(page)}`;
}

function pathStep({ data }: Page, file: string): Markup {
  const address = file === 'nation' ? data.results : `${data.results}${file}/`;
  return html`<li><a href="${address}">${data.areas[file] ?? file}</a></li>`;
}

function protocolMarkup(page: Page, protocol: Protocol): Markup {
  const { say, data } = page;
  const contest = data.contests.find(({ code }) => code === protocol.contest);
  const { count, legal, status, versions } = protocol;
  return html`<section class="res-station__protocol">
<h2>${contest?.title ?? protocol.contest}</h2>
<p><span class="res-badge">${say(`stationResult.${count}`)}</span>
<span class="res-badge res-protocol--${status}">${say(`protocol.${status}`)}</span>
${say(legal ? 'stationResult.legal' : 'stationResult.notLegal')}</p>
${versions.length === 0 || contest === undefined ? [] : [figuresMarkup(page, protocol, contest)]}
${versions.map((version) => findingsMarkup(page, version, contest))}
${versions.length === 0 ? [] : [decisionsMarkup(page, protocol)]}
${evidenceOf(page, protocol)}
${scansMarkup(page, protocol)}
${versions.map((version) => packageMarkup(page, version))}
</section>`;
}

/** A row of figures: where it stands on the paper, what it is called, and its value in a version. */
type FigureRow = {
  readonly row: string;
  readonly caption: string;
  readonly valueOf: (content: ResultPackage['payload']['content']) => number | null | undefined;
};

function figuresMarkup(page: Page, protocol: Protocol, contest: Contest): Markup {
  const { say, formats } = page;
  const contents = protocol.versions.map((version) => packageOf(version).payload.content);
  const head = protocol.versions.map(({ version, hash }) => {
    const counts = hash === protocol.standing;
    const badge = html` <span class="res-badge">${say('stationResult.counts')}</span>`;
    return html`<th scope="col" class="ov-number">${say('stationResult.version', { version })}${counts ? [badge] : []}</th>`;
  });
  const rows = rowsOf(page, protocol, contest).map(({ row, caption, valueOf }) => {
    const cells = contents.map((content, index) => {
      const value = valueOf(content);
      const before = contents[index - 1];
      const text = value == null ? say('value.unknown') : formats.number(value);
      if (before === undefined || valueOf(before) === value)
        return html`<td class="ov-number">${text}</td>`;
      const words = say('stationResult.differs', {
        version: protocol.versions[index - 1]?.version ?? '',
      });
      return html`<td class="ov-number"><mark class="res-differs" title="${words}">${text}</mark></td>`;
    });
    return html`<tr><td>${row}</td><th scope="row">${caption}</th>${cells}</tr>`;
  });
  return html`<div class="ov-table"><section class="ov-table__scroll" tabindex="0" aria-label="${contest.title}"><table>
<thead><tr><th scope="col">${say('results.row')}</th><th scope="col">${say('results.caption')}</th>${head}</tr></thead>
<tbody>${rows}</tbody></table></section></div>`;
}

function rowsOf(page: Page, protocol: Protocol, contest: Contest): readonly FigureRow[] {
  const options = [
    ...contest.lists.map(([code, name]) => ({ code, name })),
    ...candidatesOf(page, protocol),
  ];
  const known = new Set(options.map(({ code }) => code));
  const [last] = protocol.versions.slice(-1);
  const given = last === undefined ? [] : Object.keys(packageOf(last).payload.content.votes);
  const [againstAll, againstAllName] = page.data.againstAll;
  // An option that no ballot names is shown by its code: nothing of a protocol is left out.
  const others = given
    .filter((code) => !known.has(code))
    .map((code) => ({ code, name: code === againstAll ? againstAllName : code }));
  return [
    ...contest.fields.map(
      ([code, row, caption]): FigureRow => ({
        row,
        caption,
        valueOf: ({ counts }) => counts[code],
      }),
    ),
    ...[...options, ...others]
      .filter(({ code }) => given.includes(code))
      .map(
        ({ code, name }): FigureRow => ({
          row: '',
          caption: name,
          valueOf: ({ votes }) => votes[code],
        }),
      ),
  ];
}

function candidatesOf({ data, ballots }: Page, { contest, district }: Protocol) {
  const names = ballots.get(`${contest}-${district}`) ?? [];
  return names.map(({ option, name, cyrillic, party }) => {
    const own = data.language.tag === 'uz-Cyrl' && cyrillic !== null ? cyrillic : name;
    const short = party === null ? undefined : data.parties[party];
    return { code: option, name: short === undefined ? own : `${own} (${short})` };
  });
}

function findingsMarkup(page: Page, version: Version, contest: Contest | undefined): Markup {
  const { say, formats } = page;
  const title = html`<h3>${say('stationResult.findings')}: ${say('stationResult.version', { version: version.version })}</h3>`;
  if (version.findings.length === 0) return html`${title}<p>${say('stationResult.noFindings')}</p>`;
  const items = version.findings.map(({ code, severity, left, comparison, right, fields }) => {
    const check = contest?.checks.find(([own]) => own === code);
    const sides =
      left === null || right === null
        ? fields.join(', ')
        : `${formats.number(left)} ${comparison ?? ''} ${formats.number(right)} ?`;
    const explained = version.explanations
      .filter((one) => one.check === code)
      .map(
        (one) => html`<br>${say('stationResult.explanation')} <q class="res-quote">${one.text}</q>`,
      );
    const remedy =
      check === undefined ? [] : [html`<br>${say('stationResult.remedy')} ${check[2]}`];
    return html`<li><b>${code}</b> (${say(`severity.${severity}`)}): ${check?.[1] ?? ''} <span class="ov-as-of">${sides}</span>${remedy}${explained}</li>`;
  });
  return html`${title}<ul class="res-findings">${items}</ul>`;
}

const DECISIONS: ReadonlySet<string> = new Set([
  'accepted',
  'returned',
  'corrected',
  'annulled',
  'reinstated',
  'alarm-settled',
]);
const ROLES: ReadonlySet<string> = new Set([
  'central-member',
  'territorial-member',
  'district-member',
  'precinct-member',
  'operator',
]);

function decisionsMarkup(page: Page, protocol: Protocol): Markup {
  const { say } = page;
  const title = html`<h3>${say('stationResult.decisions')}</h3>`;
  if (protocol.decisions.length === 0) {
    return html`${title}<p>${say('stationResult.noDecisions')}</p>`;
  }
  const items = protocol.decisions.map(
    (one) => html`<li>${timeMarkup(page, one.at)} · ${decisionMarkup(page, protocol, one)}</li>`,
  );
  return html`${title}<ul class="res-findings">${items}</ul>`;
}

/** What was decided, by whom, about which version, and why. */
function decisionMarkup(
  { say }: Page,
  { versions }: Protocol,
  { decision, hash, reason, role }: Protocol['decisions'][number],
): Markup {
  // What a later server may decide has no words here yet; it is shown as it was published.
  const word = DECISIONS.has(decision) ? say(`decision.${decision}` as StationWord) : decision;
  const by = ROLES.has(role) ? say(`role.${role}` as StationWord) : role;
  const version = versions.find((one) => one.hash === hash)?.version;
  const which = version === undefined ? '' : ` · ${say('stationResult.version', { version })}`;
  const why =
    reason === null ? [] : [html`<br>${say('results.reason')}: <q class="res-quote">${reason}</q>`];
  return html`<b>${word}</b> · ${by}${which}${why}`;
}

function evidenceOf(page: Page, protocol: Protocol): Markup {
  return evidenceMarkup(
    {
      say: page.say,
      time: (instant) => timeMarkup(page, instant),
      decision: (one) => decisionMarkup(page, protocol, one),
    },
    protocol,
  );
}

function scansMarkup({ say, data }: Page, { scans }: Protocol): Markup {
  if (scans.length === 0) return html``;
  const items = scans.map(({ sha256, mediaType }) => {
    const text = html`<code class="site-hash">${sha256}</code>`;
    return html`<li>${text} <span class="ov-as-of">${mediaType}</span></li>`;
  });
  return html`<h3>${say('stationResult.scans')}</h3><ul class="res-findings" data-election="${data.election}">${items}</ul>`;
}

function packageMarkup(page: Page, version: Version): Markup {
  const { say, hashes } = page;
  const { key, payload } = packageOf(version);
  const isRight = hashes.get(version.hash);
  const verdict =
    isRight === undefined
      ? html``
      : html`<br><b>${say(isRight ? 'stationResult.hashRight' : 'stationResult.hashWrong')}</b>`;
  return html`<details class="res-details"><summary>${say('stationResult.package')}: ${say('stationResult.version', { version: version.version })}</summary>
<p>${say('stationResult.packageText')}</p>
<dl class="ov-definitions">
<dt>${say('stationResult.origin')}</dt><dd>${say(`origin.${payload.origin.kind}`)}</dd>
<dt>${say('stationResult.received')}</dt><dd>${timeMarkup(page, version.receivedAt)}</dd>
<dt>${say('definition.hash')}</dt><dd><code class="site-hash">${version.hash}</code>${verdict}</dd>
<dt>${say('stationResult.key')}</dt><dd><code class="site-hash">${key}</code></dd>
</dl><pre class="res-package" tabindex="0">${version.package}</pre></details>`;
}

function turnoutMarkup({ say, result, formats }: Page): Markup {
  if (result.turnout.length === 0) return html``;
  const rows = result.turnout.map(
    ({ hour, voters, listed }) =>
      html`<tr><th scope="row">${hour}</th><td class="ov-number">${formats.number(voters)}</td><td class="ov-number">${listed === null ? '–' : formats.number(listed)}</td></tr>`,
  );
  return html`<section><h2>${say('results.turnout')}</h2><div class="ov-table"><table>
<thead><tr><th scope="col">${say('results.turnout.hour')}</th><th scope="col" class="ov-number">${say('results.voted')}</th><th scope="col" class="ov-number">${say('results.listed')}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

function keysMarkup(page: Page): Markup {
  const { say, result } = page;
  if (result.keys.length === 0) return html``;
  const items = result.keys.map(({ fingerprint, validFrom, validUntil, revokedAt }) => {
    const span = say('stationResult.keyFrom', {
      from: timeText(page, validFrom),
      until: timeText(page, validUntil),
    });
    const revoked =
      revokedAt === null
        ? []
        : [html`<br><b>${say('stationResult.revoked', { at: timeText(page, revokedAt) })}</b>`];
    return html`<li><code class="site-hash">${fingerprint}</code><br>${span}${revoked}</li>`;
  });
  return html`<section><h2>${say('stationResult.keys')}</h2><ul class="res-findings">${items}</ul></section>`;
}

function filesMarkup({ say, result, data, paper }: Page): Markup {
  const folder = `/published/elections/${data.election}/results/`;
  const files = [
    { file: `stations/${result.station}.json`, sha256: '' },
    ...result.downloads.map((one) => ({
      ...one,
      file: one.file.includes('/') ? one.file : `stations/${one.file}`,
    })),
  ];
  if (paper !== null && files.every(({ file }) => file !== paper)) {
    files.push({ file: paper, sha256: '' });
  }
  const items = files.map(
    ({ file, sha256 }) =>
      html`<li><a href="${folder}${file}" download>${file.slice(file.lastIndexOf('/') + 1)}</a> <code class="site-hash">${sha256}</code></li>`,
  );
  return html`<section><h2>${say('stationResult.files')}</h2><ul class="res-findings">${items}</ul></section>`;
}

function timeMarkup(page: Page, instant: string): Markup {
  return html`<time datetime="${instant}">${timeText(page, instant)}</time>`;
}

function timeText({ formats, data }: Page, instant: string): string {
  return formats.dateTime(instant, data.timeZone);
}

/** The signed bytes as what they say; the server checked them strictly before it published them. */
function packageOf({ package: text }: Version): ResultPackage {
  return JSON.parse(text);
}
