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
  Hash: 'versions.hash',
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

/** The rows in words. What is not known here is shown as the server wrote it. */
export function rowsInWords(
  rows: readonly Row[],
  translator: Pick<Translator<MessageKey>, 't' | 'day'>,
): readonly WordedRow[] {
  const worded: { readonly label: string; readonly values: string[] }[] = [];
  for (const row of rows) {
    const key = LABELS[row.label];
    const label = key === undefined ? row.label : translator.t(key);
    const value = valueInWords(row.value, translator);
    const last = worded.at(-1);
    if (last?.label === label) last.values.push(value);
    else worded.push({ label, values: [value] });
  }
  return worded;
}

function valueInWords(
  value: string,
  { t, day }: Pick<Translator<MessageKey>, 't' | 'day'>,
): string {
  const role = ROLES.find((one) => one === value);
  if (role !== undefined) return t(`role.${role}`);
  const mode = MODES.find((one) => one === value);
  if (mode !== undefined) return t(`mode.${mode}`);
  const counts = /^(\d+) added, (\d+) removed, (\d+) changed$/.exec(value);
  if (counts !== null) {
    const [added, removed, changed] = counts.slice(1).map(Number);
    return t('difference.counts', {
      added: added ?? 0,
      removed: removed ?? 0,
      changed: changed ?? 0,
    });
  }
  return value.replace(/^\d{4}-\d{2}-\d{2}(?=$|, )/, (isoDay) => day(isoDay));
}

/** The page of the administration that the server names: `/admin/people/…` without its base. */
export function placeOfLink(link: string | null): string | null {
  if (link === null) return null;
  const place = link.replace(/^\/admin(?=\/)/, '');
  return /^\/[a-z]/.test(place) ? place : null;
}
