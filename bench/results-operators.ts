import type { ChildProcess } from 'node:child_process';
import { loadServerKeys } from '../apps/server/src/platform/server-keys.ts';
import { openSession } from '../apps/server/testing/open-session.ts';
import { addPerson } from '../apps/server/testing/people.ts';
import { ELECTION, end, freePort, untilAnswers } from './demo-server.ts';
import { printFigure, quantile } from './figures.ts';
import { type NationDatabase, openNation, startServerOn } from './nation-database.ts';
import { fillNationalCount } from './national-count.ts';
import { callsPaced, type PacedCall, Person } from './paced-calls.ts';

const OPERATORS = 1000;
const FOLLOWERS = 30;
const WARM_UP_SECONDS = 20;
const SECONDS = 40;
/** What each person does, every how many seconds. A page saves while somebody types. */
const SAVE_EVERY = 5;
const LIST_EVERY = 60;
const FOLLOW_EVERY = 5;
const MOST_MS = 50;
/** People who are prepared side by side. */
const AT_ONCE = 10;
const PROTOCOLS = `/api/elections/${ELECTION}/protocols`;

/** Half of the stations have sent their protocols; the operators key those of the others. */
const isIn = (station: string): boolean => Number(station) % 2 === 0;

/** Operators who save what they key, and lists of all stations, at the same time: 99th of 100 answers. */
export async function measureOperators(): Promise<void> {
  console.log(
    `Operators at work: ${OPERATORS.toLocaleString('en')} save every ${SAVE_EVERY} s and list every ${LIST_EVERY} s, ${FOLLOWERS} people page through all protocols every ${FOLLOW_EVERY} s`,
  );
  const nation = await openNation();
  const people: Person[] = [];
  let server: ChildProcess | null = null;
  try {
    const protocols = await prepareCount(nation);
    console.log(`  (half of ${(protocols * 2).toLocaleString('en')} protocols are in)`);
    const port = await freePort();
    server = startServerOn(nation, port);
    const origin = `http://127.0.0.1:${port}`;
    await untilAnswers(server, `${origin}/readyz`);
    const operators = await operatorsOf(nation, origin, people);
    const followers = await followersOf(nation, origin, people);
    const calls = [...operators.flatMap(callsOfOperator), ...followers.flatMap(callsOfFollower)];
    await callsPaced(calls, WARM_UP_SECONDS);
    report(await callsPaced(calls, SECONDS));
  } finally {
    for (const person of people) person.leave();
    if (server !== null) await end(server);
    await nation.stop();
  }
}

/** Opens the count, half full, after the close of every station. @returns how many protocols are in. */
async function prepareCount({ owner }: NationDatabase): Promise<number> {
  const protocols = await fillNationalCount(owner, isIn);
  await owner`
    update elections set clock_set_at = now(), clock_speed = 1, clock_shows = (
      select max(closes_at) from result_protocols where election = ${ELECTION}) + interval '1 hour'
    where code = ${ELECTION}`;
  return protocols;
}

type Operator = {
  readonly person: Person;
  readonly entry: { readonly id: string; readonly fields: readonly string[] };
  revision: number;
};

/** People who have begun to key a paper, each of a station of their own in the district of their right. */
async function operatorsOf(
  { owner, dataDirectory }: NationDatabase,
  origin: string,
  people: Person[],
): Promise<readonly Operator[]> {
  const keys = loadServerKeys(dataDirectory);
  const papers = await owner<{ station: string; contest: string; path: string }[]>`
    select station, contest, territory_path as path from result_protocols
    where election = ${ELECTION} and status = 'awaited' order by md5(station || contest) limit ${OPERATORS}`;
  const operators: Operator[] = [];
  for (let from = 0; from < papers.length; from += AT_ONCE) {
    const begun = papers.slice(from, from + AT_ONCE).map(async ({ station, contest, path }) => {
      const { personId } = await addPerson(owner, 'operator', path, new Date());
      const person = new Person(origin, await openSession(owner, keys, personId));
      people.push(person);
      const address = `${PROTOCOLS}/${contest}/${station}/hand/entries`;
      const entry = (await person.call('POST', address, {})) as Operator['entry'] & {
        readonly revision: number;
      };
      return { person, entry, revision: entry.revision };
    });
    operators.push(...(await Promise.all(begun)));
  }
  return operators;
}

async function followersOf(
  { owner, dataDirectory }: NationDatabase,
  origin: string,
  people: Person[],
): Promise<readonly Person[]> {
  const keys = loadServerKeys(dataDirectory);
  const followers: Person[] = [];
  for (let index = 0; index < FOLLOWERS; index += 1) {
    const { personId } = await addPerson(owner, 'central-member', 'UZ', new Date());
    followers.push(new Person(origin, await openSession(owner, keys, personId)));
  }
  people.push(...followers);
  return followers;
}

function callsOfOperator(operator: Operator): readonly PacedCall[] {
  const { person } = operator;
  return [
    { what: 'save', everySeconds: SAVE_EVERY, act: () => save(operator) },
    {
      what: 'list of a district',
      everySeconds: LIST_EVERY,
      act: () => person.call('GET', PROTOCOLS),
    },
    {
      what: 'empty',
      everySeconds: LIST_EVERY,
      act: () => person.call('GET', '/api/evidence/event-types'),
    },
  ];
}

/** Another figure each time, as somebody keys one field after the other. */
async function save(operator: Operator): Promise<void> {
  const { entry, person, revision } = operator;
  const values = Object.fromEntries(
    entry.fields.slice(0, 1 + (revision % entry.fields.length)).map((name) => [name, revision]),
  );
  await person.call('PUT', `/api/entries/${entry.id}`, { revision, values });
  operator.revision += 1;
}

/** Filters that each go their own way through the table, and the page after the page before. */
const QUERIES = [
  '',
  '?filter=missing',
  '?filter=to-decide',
  '?filter=accepted',
  '?filter=second-entry',
];

function callsOfFollower(person: Person, index: number): readonly PacedCall[] {
  const query = QUERIES[index % QUERIES.length] ?? '';
  let cursor: string | null = null;
  const nextPage = async () => {
    const place = cursor === null ? '' : `${query === '' ? '?' : '&'}cursor=${cursor}`;
    const page = await person.call('GET', `${PROTOCOLS}${query}${place}`);
    cursor = (page as { readonly next: string | null }).next;
  };
  const coverage = () => person.call('GET', `/api/elections/${ELECTION}/coverage`);
  return [
    { what: 'list of the nation', everySeconds: FOLLOW_EVERY, act: nextPage },
    { what: 'coverage', everySeconds: FOLLOW_EVERY, act: coverage },
  ];
}

/** Beside each: an authorised operation of the same server, in the same seconds, that only answers a constant. */
function report(times: ReadonlyMap<string, readonly number[]>): void {
  const of = (what: string, share: number) => quantile(times.get(what) ?? [], share);
  const beside = { what: 'authorised operation without work', value: of('empty', 0.99) };
  for (const [what, all] of times) {
    if (what === 'empty') continue;
    const name = `${what}, 99th of 100 of ${all.length.toLocaleString('en')}`;
    const goal = { most: MOST_MS };
    printFigure({ what: name, value: of(what, 0.99), unit: 'ms', beside, goal });
    printFigure({ what: `${what}, median`, value: of(what, 0.5), unit: 'ms' });
  }
}
