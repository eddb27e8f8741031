import { randomUUID } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import { placesOf } from '../src/areas/places.ts';
import { resultStatus } from '../src/areas/result-status.ts';
import { stationSummary } from '../src/areas/station-summary.ts';
import type { Content, Protocol, StationFile, Status } from '../src/election-types.ts';
import { seatsOfElection } from '../src/seats/election-seats.ts';
import { totalsIn } from '../src/sums/area-totals.ts';
import { sumUp } from '../src/sums/sum-up.ts';
import {
  type Files,
  type LogSigner,
  newLogSigner,
  newSigner,
  type Signer,
  sha256,
  utf8,
  writeLog,
} from './make-log.ts';
import {
  DEFINITION_HASH,
  ELECTION,
  ELECTION_FILE,
  hashOfJson,
  SEALED,
  STATIONS,
} from './small-election.ts';

const RESULTS = `elections/${ELECTION}/results/`;
/** Real time at which the story begins; the clock of the drill shows the evening of the vote. */
const START_MS = Date.parse('2026-11-22T10:00:00.000Z');
const SHOWS = '2026-12-27T14:00:00.000Z';
const RELEASE = '2026-12-27T15:00:00.000Z';
/** The clock stands at one hour before the close when it is set, and runs a hundred times as fast. */
const SPEED = 100;

type Json = Record<string, unknown>;
type Kind = 'station-signed' | 'keyed' | 'corrected';
type Name = { readonly contest: string; readonly station: string; readonly count: 'hand' };
type Package = {
  readonly text: string;
  readonly hash: string;
  readonly key: string;
  readonly content: Content;
};

/** A small record with everything in it, and what it takes to write it differently. */
export type SmallRecord = {
  readonly files: Files;
  readonly entries: readonly Uint8Array[];
  readonly log: LogSigner;
  readonly publication: Signer;
  readonly packages: Signer;
  readonly stations: ReadonlyMap<string, Signer>;
};

/** Plays a count of four stations: keyed, returned, corrected, annulled, with an alarm, certified. */
export function smallRecord(): SmallRecord {
  const [publication, packages] = [newSigner(), newSigner()];
  const stations = new Map(STATIONS.map(({ station }) => [station.number, newSigner()]));
  const entries: Uint8Array[] = [];
  const files: Files = new Map();
  const protocols = new Map<string, StoryProtocol>();
  let nowMs = START_MS;
  const time = () => new Date(nowMs).toISOString();
  const fact = (
    event: string,
    payload: Json,
    by: string | null = 'central-member',
    election: string | null = ELECTION,
  ) => {
    nowMs += 1000;
    const actor = by === null ? null : { role: by, commission: 'TL' };
    const entry = {
      format: 1,
      id: randomUUID(),
      event,
      election,
      time: time(),
      actor,
      subject: 'test',
      payload,
    };
    const bytes = utf8(canonicalJson(entry as unknown as JsonValue));
    entries.push(bytes);
    return sha256(bytes).toString('hex');
  };
  const legalTime = () => new Date(Date.parse(SHOWS) + (nowMs - clockMs) * SPEED).toISOString();
  const publish = (path: string, content: Json) => {
    const head = {
      format: 1,
      election: ELECTION,
      mode: 'drill',
      publishedAt: time(),
      legalTime: legalTime(),
    };
    files.set(`${RESULTS}${path}`, signedFile({ ...head, ...content }, publication));
  };

  fact('elections.created', { mode: 'drill', pack: 'testland', packHash: 'ab'.repeat(32) });
  fact('elections.definition-sealed', {
    election: ELECTION,
    version: 1,
    hash: DEFINITION_HASH,
    packHash: 'ab'.repeat(32),
    mode: 'drill',
    supersedes: null,
    reason: null,
    calendarWarning: null,
  });
  fact('elections.clock-moved', { before: time(), shows: SHOWS, speed: SPEED, reason: 'a drill' });
  const clockMs = nowMs;
  for (const [station, signer] of stations) {
    const key = fingerprint(signer);
    const valid = { validFrom: '2026-12-25T00:00:00.000Z', validUntil: '2027-01-25T00:00:00.000Z' };
    fact('station-keys.certified', {
      station,
      key,
      publicKey: base64url(signer.publicKey),
      ...valid,
    });
  }
  fact('protocols.count-opened', {
    definitionVersion: 1,
    definition: DEFINITION_HASH,
    legalCount: 'hand',
    stations: 4,
    protocols: 8,
    releaseAt: RELEASE,
    packageKey: base64url(packages.publicKey),
    publicationKey: base64url(publication.publicKey),
  });
  nowMs = clockMs + 40_000;

  const protocolOf = (name: Name): StoryProtocol => {
    const key = `${name.contest} ${name.station}`;
    const known = protocols.get(key) ?? {
      name,
      status: 'awaited',
      hash: null,
      versions: [],
      decisions: [],
    };
    protocols.set(key, known);
    return known;
  };
  const receive = (
    name: Name,
    version: number,
    content: Content,
    kind: Kind = 'station-signed',
    alarm = false,
  ): Package => {
    const protocol = protocolOf(name);
    const origin =
      kind === 'station-signed'
        ? { kind }
        : kind === 'keyed'
          ? { kind, entries: ['11'.repeat(32), '22'.repeat(32)] }
          : { kind, corrects: protocol.hash, reason: 'rows were swapped' };
    const signer = kind === 'station-signed' ? stations.get(name.station) : packages;
    if (signer === undefined) throw new Error('every station has a key');
    nowMs += 1000;
    const madeAt = legalTime();
    nowMs -= 1000;
    const made = signedPackage({ ...name, version, origin, madeAt, content }, signer);
    const errors = 0;
    const about = { ...name, version, package: made.hash, key: made.key, errors };
    const entry = alarm
      ? fact(
          'protocols.alarm-raised',
          { ...about, kind: 'other-content', standing: protocol.hash },
          null,
        )
      : fact(
          'protocols.version-received',
          {
            ...about,
            origin: kind,
            warnings: 0,
            status: kind === 'corrected' ? 'accepted' : 'received',
          },
          null,
        );
    protocol.versions.push({
      version,
      hash: made.hash,
      package: made.text,
      receivedAt: time(),
      findings: [],
      explanations: [],
      fact: entry,
    });
    if (!alarm) {
      protocol.hash = made.hash;
      protocol.status = kind === 'corrected' ? 'accepted' : 'received';
      protocol.version = version;
      protocol.content = content;
    }
    return made;
  };
  const decide = (
    name: Name,
    decision: 'accepted' | 'returned' | 'annulled' | 'reinstated' | 'corrected',
    more: Json = {},
  ) => {
    const protocol = protocolOf(name);
    const reason = decision === 'accepted' ? null : 'because';
    const payload = {
      ...name,
      version: protocol.version,
      package: protocol.hash,
      reason,
      ...(decision === 'accepted' ? { errors: 0 } : {}),
      ...more,
    };
    const entry = fact(`protocols.${decision}`, payload, 'territorial-member');
    if (decision !== 'corrected')
      protocol.status = decision === 'reinstated' ? 'received' : decision;
    protocol.decisions.push({
      decision,
      hash: protocol.hash ?? '',
      reason,
      role: 'territorial-member',
      at: time(),
      fact: entry,
    });
  };

  const list = (station: string): Name => ({ contest: 'party-list', station, count: 'hand' });
  const person = (station: string): Name => ({ contest: 'constituency', station, count: 'hand' });
  receive(list('1'), 1, listContent(60, 30));
  decide(list('1'), 'accepted');
  receive(person('1'), 1, personContent(50, 40));
  decide(person('1'), 'accepted');
  receive(list('2'), 1, listContent(20, 70), 'keyed');
  decide(list('2'), 'accepted');
  receive(person('2'), 1, personContent(10, 80));
  decide(person('2'), 'returned');
  receive(person('2'), 2, personContent(11, 79));
  decide(person('2'), 'accepted');
  receive(list('3'), 1, listContent(45, 44));
  decide(list('3'), 'accepted');
  const before = protocolOf(list('3')).hash;
  receive(list('3'), 2, listContent(44, 45), 'corrected');
  decide(list('3'), 'corrected', { corrects: before, errors: 0 });
  receive(person('3'), 1, personContent(70, 20));
  const other = receive(person('3'), 1, personContent(20, 70), 'station-signed', true);
  const standing = protocolOf(person('3')).hash ?? '';
  const settled = fact(
    'protocols.alarm-settled',
    {
      ...person('3'),
      alarm: other.hash,
      before: standing,
      taken: standing,
      status: 'received',
      reason: 'the paper',
    },
    'territorial-member',
  );
  protocolOf(person('3')).decisions.push({
    decision: 'alarm-settled',
    hash: standing,
    reason: 'the paper',
    role: 'territorial-member',
    at: time(),
    fact: settled,
  });
  // What was not taken is below the last version that was decided about, or decided about itself.
  protocolOf(person('3')).hidden = new Set([other.hash]);
  decide(person('3'), 'accepted');
  receive(list('4'), 1, listContent(33, 57));
  decide(list('4'), 'annulled');
  decide(list('4'), 'reinstated');
  decide(list('4'), 'accepted');
  receive(person('4'), 1, personContent(40, 45));
  decide(person('4'), 'annulled');

  const standingNow = [...protocols.values()].map(asProtocol);
  const sums = sumUp(SEALED, standingNow);
  const seats = seatsOfElection(sums, []);
  const contests = SEALED.definition.contests.map(({ code }) => code);
  const totals = (area: string) =>
    contests.flatMap((contest) => totalsIn(sums, contest, area)?.totals ?? []);
  const certified = {
    format: 1,
    election: ELECTION,
    mode: 'drill',
    version: 1,
    definition: DEFINITION_HASH,
    totals: totals('nation'),
    seats: seats.seats,
    protocols: standingNow.map(({ contest, station, status, hash }) => ({
      contest,
      station,
      hash: status === 'accepted' ? hash : null,
    })),
    overridden: [],
    reason: 'all is in',
  };
  const certifiedBytes = jsonBytes(certified);
  files.set(`${RESULTS}certified/1.json`, certifiedBytes);
  fact('certification.results-certified', {
    version: 1,
    hash: sha256(certifiedBytes).toString('hex'),
    overridden: [],
    reason: 'all is in',
  });

  nowMs += 1000;
  const places = placesOf(sums);
  const above = (station: string) => {
    const territory = SEALED.stations.get(station)?.territoryCode ?? '';
    return [
      { area: 'nation', file: 'nation', name: { en: 'TL' } },
      { area: `territory:${territory}`, file: `territories/${territory}`, name: { en: territory } },
    ];
  };
  const summaries = new Map<string, ReturnType<typeof stationSummary>>();
  for (const { station, districts } of STATIONS) {
    const own = [...protocols.values()].filter(({ name }) => name.station === station.number);
    const signer = stations.get(station.number);
    const content = {
      station: station.number,
      name: station.name,
      address: station.address,
      territory: station.territoryCode,
      above: above(station.number),
      turnout: [],
      protocols: own.map((protocol) => stationProtocol(protocol, districts.constituencies)),
      keys: [
        {
          fingerprint: signer && fingerprint(signer),
          publicKey: signer && base64url(signer.publicKey),
          validFrom: '2026-12-25T00:00:00.000Z',
          validUntil: '2027-01-25T00:00:00.000Z',
          revokedAt: null,
        },
      ],
      downloads: [],
    };
    publish(`stations/${station.number}.json`, content);
    summaries.set(station.number, stationSummary(content as unknown as StationFile));
  }
  nowMs += 1000;
  const status = resultStatus(sums, certified);
  const hashes: Record<string, string> = {};
  for (const [file, place] of places) {
    const { district } = place;
    const own = seats.seats.districts.filter(
      (one) => one.contest === district?.contest && one.district === district.district,
    );
    const isNation = place.area === 'nation';
    publish(`${file}.json`, {
      area: place.area,
      name: { en: place.area },
      above: [],
      status,
      totals: totals(place.area).filter(({ contest }) => place.contests.includes(contest)),
      turnout: [],
      seats: isNation ? seats.seats : district === null ? null : { districts: own, parties: [] },
      areas: place.areas.map((below) => {
        const child = places.get(below);
        const area = child?.area ?? '';
        return {
          file: below,
          code: area,
          name: { en: area },
          totals: totals(area).filter(({ contest }) => child?.contests.includes(contest)),
        };
      }),
      stations: place.stations.map((number) => ({
        number,
        name: `School ${number}`,
        sha256: hashOf(files, `${RESULTS}stations/${number}.json`),
        contests: (summaries.get(number)?.contests ?? []).map(({ contest, version, flagged }) => {
          const protocol = protocols.get(`${contest} ${number}`);
          const content = protocol?.status === 'accepted' ? protocol.content : null;
          return { contest, status: protocol?.status, version, flagged, content };
        }),
      })),
      corrections: [...place.members]
        .flatMap((number) => summaries.get(number)?.corrections ?? [])
        .filter(({ contest }) => place.contests.includes(contest))
        .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
      downloads: [],
    });
    hashes[`${file}.json`] = hashOf(files, `${RESULTS}${file}.json`);
  }
  hashes['certified/1.json'] = hashOf(files, `${RESULTS}certified/1.json`);
  publish('live.json', {
    status,
    coverage: totals('nation').map((one) => ({
      contest: one.contest,
      due: one.stationsDue,
      counted: one.stationsCounted,
      annulled: one.stationsAnnulled,
    })),
    edition: 1,
    certifiedVersion: 1,
    nation: hashes['nation.json'],
  });
  publish('manifest.json', { edition: 1, files: hashes });
  fact(
    'publication.results-published',
    {
      manifestHash: hashOf(files, `${RESULTS}manifest.json`),
      files: Object.keys(hashes).length,
      edition: 1,
    },
    null,
  );

  const publishedAt = time();
  files.set(`elections/${ELECTION}/election.json`, jsonBytes({ ...ELECTION_FILE, publishedAt }));
  files.set(
    `elections/${ELECTION}/stations/all.json`,
    jsonBytes({ format: 1, publishedAt, territory: 'all', stations: STATIONS }),
  );
  const rolls = { format: 1, election: ELECTION, mode: 'drill', voters: 0, stations: [] };
  files.set(`elections/${ELECTION}/rolls.json`, signedFile(rolls, publication));
  files.set('index.json', jsonBytes({ format: 1, publishedAt, demo: true, elections: [] }));
  const site = Object.fromEntries(
    [
      `elections/${ELECTION}/election.json`,
      `elections/${ELECTION}/stations/all.json`,
      `elections/${ELECTION}/rolls.json`,
      'index.json',
    ].map((path) => [path, hashOf(files, path)]),
  );
  files.set('manifest.json', jsonBytes({ format: 1, files: site }));
  fact(
    'publication.published',
    { manifestHash: hashOf(files, 'manifest.json'), files: 4 },
    null,
    null,
  );
  const log = newLogSigner();
  writeLog(files, entries, log);
  return { files, entries, log, publication, packages, stations };
}

type StoryProtocol = {
  readonly name: Name;
  status: Status;
  hash: string | null;
  version?: number;
  content?: Content;
  hidden?: ReadonlySet<string>;
  readonly versions: StationFile['protocols'][number]['versions'][number][];
  readonly decisions: StationFile['protocols'][number]['decisions'][number][];
};

function asProtocol({ name, status, hash, version, content }: StoryProtocol): Protocol {
  return {
    ...name,
    legal: true,
    status,
    version: version ?? 0,
    hash,
    origin: 'station-signed',
    content: content ?? null,
  };
}

function stationProtocol(
  { name, status, hash, hidden, versions, decisions }: StoryProtocol,
  district: string,
) {
  return {
    contest: name.contest,
    district: name.contest === 'party-list' ? null : district,
    count: 'hand',
    legal: true,
    status,
    standing: status === 'accepted' ? hash : null,
    versions: versions.filter((one) => hidden?.has(one.hash) !== true),
    decisions,
    scans: [],
  };
}

function listContent(sun: number, moon: number): Content {
  return {
    counts: { listed: 120, issued: 100, valid: sun + moon, invalid: 3 },
    votes: { sun, moon },
  };
}

function personContent(first: number, second: number): Content {
  const counts = { listed: 120, issued: 100, valid: first + second, invalid: 3 };
  return { counts, votes: { 'candidate-1': first, 'candidate-2': second } };
}

/** Signs a package as a device or the server does. */
export function signedPackage(payload: Json, signer: Signer): Package {
  const key = fingerprint(signer);
  const whole: JsonValue = {
    format: 1,
    election: ELECTION,
    mode: 'drill',
    definition: DEFINITION_HASH,
    ...payload,
  };
  const unsigned = { format: 1, type: 'ovoz-result-package', key, payload: whole };
  const message = utf8(`ovoz-package-v1\n${canonicalJson(unsigned)}`);
  const text = canonicalJson({
    ...unsigned,
    signature: base64url(signer.sign(message)),
  });
  return {
    text,
    hash: sha256(utf8(text)).toString('hex'),
    key,
    content: payload['content'] as Content,
  };
}

/** Signs a file of results as the publisher does. */
export function signedFile(content: Json, signer: Signer): Uint8Array {
  const message = utf8(`ovoz-published-v1\n${canonicalJson(content as JsonValue)}`);
  const signature = {
    key: fingerprint(signer),
    publicKey: base64url(signer.publicKey),
    value: base64url(signer.sign(message)),
  };
  return jsonBytes({ ...content, signature });
}

export function fingerprint({ publicKey }: Signer): string {
  return sha256(publicKey).toString('hex');
}

export function jsonBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value as JsonValue));
}

export function hashOf(files: Files, path: string): string {
  return sha256(files.get(path) ?? new Uint8Array(0)).toString('hex');
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

export { hashOfJson, RESULTS };
