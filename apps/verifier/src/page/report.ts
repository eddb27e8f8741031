import type { Finding, Severity } from '../finding.ts';
import type { ElectionVerdict, LogVerdict, Verdict } from '../verdict.ts';
import { element } from './element.ts';
import type { Report } from './engine-messages.ts';
import type { Say } from './words.ts';

/** Findings of a kind that are shown; the others are in the file. */
const SHOWN_OF_CODE = 50;
/** Places that stand open below a sentence. */
const FIRST_PLACES = 5;
const OUTCOMES = {
  verified: 'verified',
  'verified-with-gaps': 'gaps',
  false: 'false',
  unsettled: 'unsettled',
} as const;
const ORIGINS = ['station-signed', 'keyed', 'corrected'] as const;

/** The report: the outcome in large letters, what it is about, and everything that was found. */
export function reportOf({ verdict, key, at }: Report, say: Say): HTMLElement {
  const outcome = OUTCOMES[verdict.outcome];
  return element(
    'article',
    { class: 'report' },
    element(
      'section',
      { class: `outcome outcome--${outcome}`, id: 'outcome', tabindex: '-1' },
      element('h1', {}, say(`verify.${outcome}`)),
      element('p', {}, say(`verify.${outcome}.text`)),
      element(
        'p',
        { class: 'small' },
        `${say('verify.source')}: ${verdict.source} · ${say('verify.time')}: ${timeOf(at)}`,
      ),
    ),
    ...(verdict.outcome === 'verified' ? [] : [findingsOf(verdict, ['false', 'gap'], say)]),
    ...verdict.elections.flatMap((election) => electionOf(election, say)),
    verdict.log === null ? null : logOf(verdict.log, key, say),
    findingsOf(verdict, ['note'], say),
  );
}

function electionOf(election: ElectionVerdict, say: Say): readonly HTMLElement[] {
  return [
    element(
      'section',
      {},
      element('h2', {}, say.text(election.title)),
      modeOf(election.mode, say),
      contestTable(election, say),
      originsOf(election, say),
    ),
    ...(election.seats === null ? [] : [seatsOf(election.seats, say)]),
  ];
}

function modeOf(mode: string, say: Say): HTMLElement {
  const words = `${say('verify.mode')}: ${say(`mode.${mode}`)}`;
  return element('p', { class: mode === 'live' ? 'mode' : 'mode mode--practice' }, words);
}

/** A column for each contest: two or three of them fit beside long words. */
function contestTable({ contests }: ElectionVerdict, say: Say): HTMLElement {
  const rows = [
    row(
      say('verify.due'),
      contests.map(({ due }) => say.number(due)),
    ),
    row(
      say('verify.counted'),
      contests.map(({ counted }) => say.number(counted)),
    ),
    row(
      say('verify.annulled'),
      contests.map(({ annulled }) => say.number(annulled)),
    ),
    row(
      say('verify.missing'),
      contests.map(({ due, counted, annulled }) => say.number(due - counted - annulled)),
    ),
  ];
  return tableOf(
    say('verify.protocols'),
    ['', ...contests.map(({ title }) => say.text(title))],
    rows,
  );
}

function originsOf({ origins }: ElectionVerdict, say: Say): HTMLElement {
  const rows = ORIGINS.map((one) => row(say(`origin.${one}`), [say.number(origins[one])]));
  return tableOf(say('verify.origins'), ['', say('verify.counted')], rows);
}

function seatsOf(
  { parties, districts }: NonNullable<ElectionVerdict['seats']>,
  say: Say,
): HTMLElement {
  const open = districts.filter(({ allocation, seats }) => {
    const given = allocation?.options.reduce((sum, option) => sum + option.seats, 0) ?? 0;
    return given < seats;
  }).length;
  const byOrder = parties.toSorted((one, other) => other.seats - one.seats);
  const rows = byOrder.map(({ party, name, seats }) => {
    const words = name === null ? (party ?? say('verify.noParty')) : say.text(name);
    return row(words, [say.number(seats)]);
  });
  return element(
    'section',
    {},
    element('h2', {}, say('verify.seats')),
    element('p', {}, say('verify.seats.text')),
    tableOf(null, [say('verify.party'), say('verify.seats')], rows),
    open === 0 ? null : element('p', {}, say('verify.seats.open', { count: open })),
  );
}

function logOf(log: LogVerdict, key: string | null, say: Say): HTMLElement {
  const { registered, cosigned } = log.witnesses;
  const trust = say(log.keyFromRecord ? 'verify.log.key.taken' : 'verify.log.key.given');
  return element(
    'section',
    {},
    element('h2', {}, say('verify.log')),
    element(
      'dl',
      {},
      ...definition(say('verify.log.size'), say.number(log.size)),
      ...definition(say('verify.log.root'), element('code', {}, log.root)),
      ...definition(
        say('verify.log.key'),
        element('span', {}, element('code', {}, key ?? '–'), element('br'), trust),
      ),
    ),
    element(
      'p',
      {},
      registered === 0
        ? say('verify.witnesses.none')
        : say('verify.witnesses', { signed: cosigned.length, all: registered }),
    ),
  );
}

/** What was found, of some weights. What decides the outcome stands above, what is worth knowing at the end. */
function findingsOf(
  { findings, counts }: Verdict,
  severities: readonly Severity[],
  say: Say,
): HTMLElement | null {
  const shown = severities.filter((severity) => findings.some((one) => one.severity === severity));
  if (shown.length === 0) return null;
  const parts = shown.flatMap((severity) => {
    const own = findings.filter((one) => one.severity === severity);
    const codes = [...new Set(own.map(({ code }) => code))];
    return [
      element(
        'h2',
        { class: `severity severity--${severity}` },
        say(`verify.severity.${severity}`),
      ),
      ...codes.map((code) => groupOf(own, code, counts[code] ?? 0, say)),
    ];
  });
  return element('section', {}, ...parts);
}

/** Findings of one kind: each sentence once, with the places where it holds. */
function groupOf(findings: readonly Finding[], code: string, count: number, say: Say): HTMLElement {
  const own = findings.filter((one) => one.code === code);
  const shown = own.slice(0, SHOWN_OF_CODE);
  const left = Math.max(count, own.length) - shown.length;
  const bySentence = Map.groupBy(shown, ({ sentence }) => sentence);
  return element(
    'div',
    { class: 'group' },
    element('p', { class: 'code' }, code),
    ...[...bySentence].flatMap(([sentence, same]) => [
      element('p', { lang: 'en' }, sentence),
      ...placesOf(same, say),
    ]),
    left > 0 ? element('p', { class: 'small' }, say('verify.more', { count: left })) : null,
  );
}

/** The first places, and the others behind a word. */
function placesOf(findings: readonly Finding[], say: Say): readonly HTMLElement[] {
  const list = (some: readonly Finding[]) =>
    element('ul', {}, ...some.map((finding) => placeOf(finding, say)));
  const others = findings.slice(FIRST_PLACES);
  if (others.length === 0) return [list(findings)];
  const words = say('verify.more', { count: others.length });
  return [
    list(findings.slice(0, FIRST_PLACES)),
    element('details', {}, element('summary', {}, words), list(others)),
  ];
}

function placeOf({ place, since }: Finding, say: Say): HTMLElement {
  return element(
    'li',
    { class: 'small' },
    element('code', {}, place),
    since === undefined
      ? null
      : ` · ${say('verify.since', { leaf: since.leaf, time: timeOf(new Date(since.time)) })}`,
  );
}

function tableOf(
  caption: string | null,
  head: readonly string[],
  rows: readonly HTMLElement[],
): HTMLElement {
  const [first = '', ...others] = head;
  const corner = first === '' ? element('td') : element('th', { scope: 'col' }, first);
  return element(
    'table',
    {},
    caption === null ? null : element('caption', {}, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        corner,
        ...others.map((one) => element('th', { scope: 'col', class: 'number' }, one)),
      ),
    ),
    element('tbody', {}, ...rows),
  );
}

function row(name: string, values: readonly string[]): HTMLElement {
  const cells = values.map((value) => element('td', { class: 'number' }, value));
  return element('tr', {}, element('th', { scope: 'row' }, name), ...cells);
}

function definition(term: string, value: Node | string): readonly HTMLElement[] {
  return [element('dt', {}, term), element('dd', {}, value)];
}

/** `2026-12-28 03:04`, by the clock and zone of this device: understood in every language. */
export function timeOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
