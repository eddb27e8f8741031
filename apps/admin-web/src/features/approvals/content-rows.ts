import { ROLES } from '@ovoz/election-model';
import type { Translator } from '@ovoz/ui';
import type { MessageKey } from '../../language.ts';

type Row = { readonly label: string; readonly value: string };

/** A row of the content in the language of the page; several rows of one name are one with its values. */
export type WordedRow = { readonly label: string; readonly values: readonly string[] };

/** The names by which the server calls the rows of a proposal's content. */
const LABELS: Readonly<Record<string, MessageKey>> = {
  person: 'row.person',
  role: 'row.role',
  territory: 'row.territory',
  election: 'row.election',
  from: 'row.from',
  until: 'row.until',
  Election: 'row.election',
  Title: 'row.title',
  Mode: 'elections.mode',
  Version: 'election.version',
  Reason: 'waiting.reason',
  Hash: 'row.hash',
  'Called on': 'election.called-on',
  'Voting day': 'elections.voting-day',
  Languages: 'election.languages',
  Law: 'row.law',
  Geography: 'election.geography',
  Contest: 'candidates.contest',
  Parties: 'candidates.parties',
  Ballots: 'row.ballots',
  Candidates: 'row.candidates',
  Change: 'row.change',
  Check: 'row.check',
  Country: 'new-election.country',
  Territories: 'geography.territories',
  'Polling stations': 'geography.stations',
  'Electoral districts': 'geography.districts',
  'Territories, changes': 'row.territories-changes',
  'Polling stations, changes': 'row.stations-changes',
  'Electoral districts, changes': 'row.districts-changes',
  'Districts of stations, changes': 'row.memberships-changes',
};

const MODES = ['live', 'training', 'drill'] as const;

type Words = Pick<Translator<MessageKey>, 't' | 'day' | 'list' | 'languageName'>;

/** The rows in words. What is not known here is shown as the server wrote it. */
export function rowsInWords(rows: readonly Row[], words: Words): readonly WordedRow[] {
  const worded: { readonly label: string; readonly values: string[] }[] = [];
  for (const row of rows) {
    const key = LABELS[row.label];
    const label = key === undefined ? row.label : words.t(key);
    const value = valueInWords(row, words);
    const last = worded.at(-1);
    if (last?.label === label) last.values.push(value);
    else worded.push({ label, values: [value] });
  }
  return worded;
}

/** What a proposal is about: `uzbekistan-2026-12-27, definition version 2`. */
export function subjectInWords(subject: string, { t }: Pick<Words, 't'>): string {
  const [, election, definition] = /^(\S+), definition version (\d+)$/.exec(subject) ?? [];
  if (election !== undefined) {
    return t('subject.definition', { election, version: Number(definition) });
  }
  const [, country, geography] = /^(.+): geography, version (\d+)$/.exec(subject) ?? [];
  if (country !== undefined) {
    return t('subject.geography', { country, version: Number(geography) });
  }
  return subject.replace(/(?<=: )[a-z-]+(?=, )/, (word) => roleInWords(word, t) ?? word);
}

function valueInWords({ label, value }: Row, words: Words): string {
  const { t, day, list, languageName } = words;
  if (label === 'Languages') return list(value.split(', ').map(languageName));
  const known = roleInWords(value, t) ?? modeInWords(value, t) ?? countsInWords(value, t);
  if (known !== undefined) return known;
  return value
    .replace(/^\d{4}-\d{2}-\d{2}(?=$|, )/, (isoDay) => day(isoDay))
    .replace(/^version (\d+)(?=, )/, (_, version) => t('election.geography-version', { version }));
}

function roleInWords(value: string, t: Words['t']): string | undefined {
  const role = ROLES.find((one) => one === value);
  return role === undefined ? undefined : t(`role.${role}`);
}

function modeInWords(value: string, t: Words['t']): string | undefined {
  const mode = MODES.find((one) => one === value);
  return mode === undefined ? undefined : t(`mode.${mode}`);
}

function countsInWords(value: string, t: Words['t']): string | undefined {
  const changed = /^(\d+) added, (\d+) removed, (\d+) changed$/.exec(value)?.slice(1).map(Number);
  if (changed !== undefined) {
    const [added = 0, removed = 0, others = 0] = changed;
    return t('difference.counts', { added, removed, changed: others });
  }
  const generated = /^(\d+), made by a program$/.exec(value)?.[1];
  if (generated !== undefined) return t('row.generated', { count: Number(generated) });
  const stations = /^(\d+), of them (\d+) abroad$/.exec(value)?.slice(1).map(Number);
  if (stations !== undefined) {
    const [count = 0, abroad = 0] = stations;
    return t('row.abroad', { count, abroad });
  }
  const more = /^and (\d+) more$/.exec(value)?.[1];
  return more === undefined ? undefined : t('row.more', { count: Number(more) });
}

/** The page of the administration that the server names: `/admin/people/…` without its base. */
export function placeOfLink(link: string | null): string | null {
  if (link === null) return null;
  const place = link.replace(/^\/admin(?=\/)/, '');
  return /^\/[a-z]/.test(place) ? place : null;
}
