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
  'What happens': 'row.what-happens',
  Station: 'protocols.station',
  Count: 'row.count',
  Corrects: 'row.corrects',
  Package: 'row.package',
  'Checks that it will not pass': 'row.checks-not-passed',
  'Package that stands': 'row.package-stands',
  'Package that came': 'row.package-came',
  'Figures that differ: standing | came': 'row.figures-differ',
  Keys: 'row.keys',
  'Valid (legal time)': 'row.valid',
  'SHA-256 of the list': 'row.hash-of-list',
  'SHA-256 of the result': 'row.hash-of-result',
  'Step of the working': 'row.step',
  'Overridden although it stands in the way': 'row.overridden',
  Witness: 'record.witness',
  Organisation: 'record.organisation',
  'Key of the witness': 'record.vkey',
  Register: 'suppliers.which',
  'Name of the register': 'suppliers.name',
  'Fingerprint of the key': 'suppliers.fingerprint',
  'Public key': 'suppliers.key',
  Batch: 'feed.batch',
  'SHA-256 of the manifest': 'feed.manifest',
  'Districts beyond the limit': 'row.districts-held',
  Request: 'requests.request',
  'What is asked': 'requests.asked',
  'SHA-256 of what is asked': 'row.hash-of-asked',
  Pair: 'row.pair',
  Outcome: 'row.pair-outcome',
  'Entry to be removed on request': 'row.superfluous',
};

/** Whole values that the server writes in words of its own. */
const VALUES: Readonly<Record<string, MessageKey>> = {
  add: 'request-kind.add',
  remove: 'request-kind.remove',
  restore: 'request-kind.restore',
  same: 'pair-outcome.same',
  different: 'pair-outcome.different',
  relatives: 'pair-outcome.relatives',
  'by hand': 'count-kind.hand',
  'by machine': 'count-kind.machine',
  none: 'row.none',
  'The protocol does not count': 'row.annul',
  'The annulment is taken back; the protocol waits for a decision': 'row.reinstate',
  'The package that stands goes on standing.': 'row.stays',
  'The package that came takes its place and waits for a decision.': 'row.takes-its-place',
};

/** Which of the two registers, as the server names them. */
const REGISTERS = ['civil', 'address'] as const;
const MODES = ['live', 'training', 'drill'] as const;

type Words = Pick<Translator<MessageKey>, 't' | 'day' | 'list' | 'languageName'> & {
  /** Writes an instant on the own clock. */
  readonly moment?: (instant: string) => string;
  /** Names of the election in English, as the server writes them, and in the language of the page. */
  readonly names?: ReadonlyMap<string, string>;
};

/** The rows in words. What is not known here is shown as the server wrote it. */
export function rowsInWords(rows: readonly Row[], words: Words): readonly WordedRow[] {
  const worded: { readonly label: string; readonly values: string[] }[] = [];
  for (const row of rows) {
    const label = labelInWords(row.label, words);
    const value = valueInWords(row, words);
    const last = worded.at(-1);
    if (last?.label === label) last.values.push(value);
    else worded.push({ label, values: [value] });
  }
  return worded;
}

function labelInWords(label: string, { t, names }: Words): string {
  const key = LABELS[label];
  if (key !== undefined) return t(key);
  const drawn = /^Drawn as number (\d+)$/.exec(label)?.[1];
  if (drawn !== undefined) return t('lot.place', { place: Number(drawn) });
  const station = /^Stations? (?:from )?(\S+)$/.exec(label)?.[1];
  if (station !== undefined) return t('row.keys-from', { number: station });
  const seats = /^Seats: (.+)$/.exec(label)?.[1];
  if (seats !== undefined) {
    const holder = seats === 'Without a party' ? t('candidates.independent') : names?.get(seats);
    return t('row.seats-of', { name: holder ?? seats });
  }
  const district = /^District (\S+)$/.exec(label)?.[1];
  if (district !== undefined) return t('results.district', { number: district });
  const contest = /^Protocols of (\S+)$/.exec(label)?.[1];
  if (contest !== undefined) return t('row.protocols-of', { name: names?.get(contest) ?? contest });
  return names?.get(label) ?? label;
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
  const protocol = /^(?:[^.]+\. )?Station (\S+), (\S+), by (hand|machine): (\S+)$/.exec(subject);
  if (protocol !== null) {
    const [, number = '', , count, code = ''] = protocol;
    return `${t('keying.station', { number })}, ${t(`count-kind.${count as 'hand' | 'machine'}`)}: ${code}`;
  }
  const [, certified, version] = /^Certified result of (\S+), version (\d+)$/.exec(subject) ?? [];
  if (certified !== undefined) {
    return t('subject.certified', { election: certified, version: Number(version) });
  }
  const [, keysOf, from] = /^(\S+), keys? of stations?(?: from)? (\S+)$/.exec(subject) ?? [];
  if (keysOf !== undefined) return t('subject.keys', { election: keysOf, number: from ?? '' });
  const witness = /^witness (\S+)$/.exec(subject)?.[1];
  if (witness !== undefined) return `${t('record.witness')} ${witness}`;
  const feed = /^[a-z]+, (civil|address) register(?:: (.+)|, batch (\d+))$/.exec(subject);
  if (feed !== null) {
    const [, register, name, sequence] = feed;
    const about = name ?? t('feed.number', { sequence: Number(sequence) });
    return `${t(`register.${register as 'civil' | 'address'}`)}: ${about}`;
  }
  const lot = /^Lot for (.+)$/.exec(subject)?.[1];
  if (lot !== undefined) {
    const district = /, district (\S+)$/.exec(lot)?.[1];
    return district === undefined
      ? t('lot.title')
      : `${t('lot.title')}, ${t('results.district', { number: district })}`;
  }
  return subject.replace(/(?<=: )[a-z-]+(?=, )/, (word) => roleInWords(word, t) ?? word);
}

function valueInWords({ label, value }: Row, words: Words): string {
  const { t, day, list, languageName } = words;
  if (label === 'Languages') return list(value.split(', ').map(languageName));
  if (label === 'Register') {
    const register = REGISTERS.find((one) => one === value);
    if (register !== undefined) return t(`register.${register}`);
  }
  const whole = VALUES[value];
  if (whole !== undefined) return t(whole);
  const known =
    roleInWords(value, t) ??
    modeInWords(value, t) ??
    countsInWords(value, t) ??
    resultsInWords(label, value, words) ??
    words.names?.get(value);
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
  const held = /^(\d+) voters, (\d+) removals, (\d+) changes$/.exec(value)?.slice(1).map(Number);
  if (held !== undefined) {
    const [voters = 0, removals = 0, changes = 0] = held;
    return t('row.district-held', { voters, removals, changes });
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

/** Values of proposals about protocols, lots and results. */
function resultsInWords(label: string, value: string, { t, moment, names }: Words) {
  if (label === 'Valid (legal time)' && moment !== undefined) {
    return value.replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, (instant) => moment(instant));
  }
  if (label === 'Corrects') {
    return value.replace(/^version (\d+)/, (_, version) => t('versions.one', { version }));
  }
  if (label === 'Checks that it will not pass') {
    return value.replaceAll(
      /\((error|warning)\)/g,
      (_, severity: 'error' | 'warning') => `(${t(`severity.${severity}`)})`,
    );
  }
  const change = /^(\d+|empty|—) (→|\|) (\d+|empty|—)$/.exec(value);
  if (change !== null) {
    const shown = (figure = '') => (figure === 'empty' ? t('keying.empty') : figure);
    return `${shown(change[1])} ${change[2]} ${shown(change[3])}`;
  }
  const blocker = /^([a-z-]+): (\d+)$/.exec(value);
  if (label.startsWith('Overridden') && blocker !== null) {
    const code = BLOCKERS.find((one) => one === blocker[1]);
    return code === undefined
      ? undefined
      : t(`blocker.${code}`, { count: Number(blocker[2]), time: '' });
  }
  const counted = /^(\d+) counted, (\d+) annulled, of (\d+)$/.exec(value)?.slice(1).map(Number);
  if (counted !== undefined) {
    const [taken = 0, annulled = 0, due = 0] = counted;
    return t('row.protocols-counted', { counted: taken, annulled, due });
  }
  if (label.startsWith('Seats: ')) {
    return value.replaceAll(/[a-z][a-z-]+(?= \d)/g, (code) => `${names?.get(code) ?? code}:`);
  }
  const [, contest, district] = /^([a-z-]+), district (\S+)$/.exec(value) ?? [];
  if (contest !== undefined) {
    return `${names?.get(contest) ?? contest}, ${t('results.district', { number: district ?? '' })}`;
  }
  return undefined;
}

const BLOCKERS = [
  'protocols-undecided',
  'alarms-open',
  'objections-open',
  'canvass-incomplete',
  'canvass-differs',
  'lot-needed',
  'impossible-totals',
  'not-released',
] as const;

/** The page of the administration that the server names: `/admin/people/…` without its base. */
export function placeOfLink(link: string | null): string | null {
  if (link === null) return null;
  const place = link.replace(/^\/admin(?=\/)/, '');
  return /^\/[a-z]/.test(place) ? place : null;
}
