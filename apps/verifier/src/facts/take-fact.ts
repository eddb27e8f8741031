import { fromBase64url, toHex } from '../bytes.ts';
import type { Arrival, Fact, Hash, Mode, Status } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import type { Primitives } from '../primitives.ts';
import { FOLLOWED } from './fact-shapes.ts';
import {
  type ElectionState,
  electionIn,
  type LogState,
  type LoggedDecision,
  type OpenedFact,
  payloadOf,
  protocolIn,
  type SealedFact,
} from './log-state.ts';
import type { ProtocolName } from './protocol-chain.ts';

/** More elections than these are no record of one country. */
const MAX_ELECTIONS = 1000;

type Taking = {
  readonly state: LogState;
  readonly fact: Fact;
  /** SHA-256 of the entry. */
  readonly hash: Hash;
  readonly sha256: Primitives['sha256'];
};

/** Takes one fact, in the order of the log, and tells what is wrong with it. */
export function takeFact(taking: Taking): readonly Finding[] {
  const { state, fact } = taking;
  const findings: Finding[] = [];
  if (state.ids.has(fact.id))
    findings.push(wrong(fact, 'fact-twice', `its id ${fact.id} stands in the log before`));
  state.ids.add(fact.id);
  state.entries += 1;
  state.lastTimeMs = Math.max(state.lastTimeMs, Date.parse(fact.time));
  const shape = Object.hasOwn(FOLLOWED, fact.event) ? FOLLOWED[fact.event] : undefined;
  if (shape === undefined) {
    const known = state.notFollowed.size < MAX_ELECTIONS || state.notFollowed.has(fact.event);
    if (known) state.notFollowed.set(fact.event, (state.notFollowed.get(fact.event) ?? 0) + 1);
    return findings;
  }
  const misfit = shape(fact.payload);
  if (misfit !== null) {
    findings.push(
      wrong(fact, 'fact-payload-wrong', `payload${misfit} is not as ${fact.event} has it`),
    );
    return findings;
  }
  const ofAll = OF_ALL[fact.event];
  if (ofAll !== undefined) return [...findings, ...ofAll(taking)];
  if (fact.election === null) {
    return [...findings, wrong(fact, 'fact-without-election', 'it names no election')];
  }
  if (state.elections.size >= MAX_ELECTIONS && !state.elections.has(fact.election)) {
    return [
      ...findings,
      wrong(fact, 'elections-too-many', 'the log has more elections than any country'),
    ];
  }
  const election = electionIn(state, fact.election);
  return [...findings, ...(OF_ELECTION[fact.event]?.(election, taking) ?? [])];
}

/** Facts that belong to no election. */
const OF_ALL: Readonly<Record<string, (taking: Taking) => readonly Finding[]>> = {
  'publication.published': ({ state, fact }) => {
    const { manifestHash } = payloadOf<{ manifestHash: Hash }>(fact);
    state.published.push({ leaf: fact.leaf, time: fact.time, manifestHash });
    return [];
  },
  'log.witness-registered': (taking) => witness(taking, true),
  'log.witness-removed': (taking) => witness(taking, false),
  'log.audit-anchored': ({ state, fact }) => {
    const { size } = payloadOf<{ size: number }>(fact);
    const before = state.auditSize;
    state.auditSize = Math.max(size, before);
    return size >= before
      ? []
      : [
          wrong(
            fact,
            'audit-log-shrank',
            `the private log had ${before} entries and now has ${size}`,
          ),
        ];
  },
};

function witness({ state, fact }: Taking, registered: boolean): readonly Finding[] {
  const { name, vkey } = payloadOf<{ name: string; vkey: string }>(fact);
  state.witnesses.push({ leaf: fact.leaf, name, vkey, registered });
  return [];
}

type OfElection = (election: ElectionState, taking: Taking) => readonly Finding[];

const OF_ELECTION: Readonly<Record<string, OfElection>> = {
  'elections.created': (election, { fact }) => {
    const { mode, pack } = payloadOf<{ mode: Mode; pack: string }>(fact);
    if (election.created !== null)
      return [wrong(fact, 'election-twice', 'the election was created before')];
    election.created = { mode, pack };
    return [];
  },
  'elections.definition-sealed': sealed,
  'elections.clock-moved': (election, { fact }) => {
    const { shows, speed } = payloadOf<{ shows: string; speed: number }>(fact);
    election.clock.push({ leaf: fact.leaf, time: fact.time, shows, speed });
    return election.created?.mode === 'live'
      ? [wrong(fact, 'clock-of-live-election', 'a live election has no clock that can be set')]
      : [];
  },
  'protocols.count-opened': opened,
  'station-keys.certified': certified,
  'station-keys.revoked': revoked,
  'protocols.version-received': received,
  'protocols.alarm-raised': alarmRaised,
  'protocols.alarm-settled': alarmSettled,
  'protocols.accepted': decided,
  'protocols.returned': decided,
  'protocols.corrected': decided,
  'protocols.annulled': decided,
  'protocols.reinstated': decided,
  'certification.lot-recorded': (election, { fact }) => {
    type Lot = Omit<ElectionState['lots'][number], 'leaf' | 'time'>;
    const { contest, district, step, order } = payloadOf<Lot>(fact);
    election.lots.push({ leaf: fact.leaf, time: fact.time, contest, district, step, order });
    return [];
  },
  'certification.results-certified': (election, { fact }) => {
    type Certified = Omit<ElectionState['certified'][number], 'leaf' | 'time'>;
    const { version, hash, reason, overridden } = payloadOf<Certified>(fact);
    const next = election.certified.length + 1;
    election.certified.push({
      leaf: fact.leaf,
      time: fact.time,
      version,
      hash,
      reason,
      overridden,
    });
    return version === next
      ? []
      : [
          wrong(
            fact,
            'certified-version-wrong',
            `version ${version} was certified where ${next} comes next`,
          ),
        ];
  },
  'publication.results-published': (election, { fact }) => {
    type Published = Omit<ElectionState['published'][number], 'leaf' | 'time'>;
    const { manifestHash, files, edition } = payloadOf<Published>(fact);
    election.published.push({ leaf: fact.leaf, time: fact.time, manifestHash, files, edition });
    return [];
  },
};

function sealed(election: ElectionState, { fact }: Taking): readonly Finding[] {
  const { version, hash, packHash, mode, ...rest } = payloadOf<
    Omit<SealedFact, 'leaf' | 'time'> & { election: string }
  >(fact);
  const last = election.sealed.at(-1)?.version ?? 0;
  election.sealed.push({ leaf: fact.leaf, time: fact.time, version, hash, packHash, mode });
  if (rest.election !== election.code)
    return [wrong(fact, 'seal-of-another-election', 'it seals another election than it names')];
  if (election.created !== null && election.created.mode !== mode) {
    return [
      wrong(
        fact,
        'mode-changed',
        `the election was created as ${election.created.mode} and sealed as ${mode}`,
      ),
    ];
  }
  return version > last
    ? []
    : [wrong(fact, 'definition-version-wrong', `version ${version} was sealed after ${last}`)];
}

function opened(election: ElectionState, { fact }: Taking): readonly Finding[] {
  const found = payloadOf<Omit<OpenedFact, 'leaf' | 'time'>>(fact);
  if (election.opened !== null)
    return [wrong(fact, 'count-opened-twice', 'the count was opened before')];
  election.opened = { ...found, leaf: fact.leaf, time: fact.time };
  const inForce = election.sealed.at(-1);
  return inForce?.hash === found.definition && inForce.version === found.definitionVersion
    ? []
    : [
        wrong(
          fact,
          'count-on-unsealed-definition',
          'the count was opened on a definition that was not the last one sealed',
        ),
      ];
}

function certified(election: ElectionState, { fact, sha256 }: Taking): readonly Finding[] {
  const { station, key, publicKey, validFrom, validUntil } = payloadOf<{
    station: string;
    key: Hash;
    publicKey: string;
    validFrom: string;
    validUntil: string;
  }>(fact);
  if (election.keys.has(key))
    return [wrong(fact, 'key-certified-twice', `the key ${key} was certified before`)];
  const raw = fromBase64url(publicKey);
  const { leaf, time } = fact;
  const timeMs = Date.parse(time);
  election.keys.set(key, {
    station,
    publicKey,
    validFrom,
    validUntil,
    leaf,
    timeMs,
    revoked: null,
  });
  return raw !== null && toHex(sha256(raw)) === key
    ? []
    : [
        wrong(
          fact,
          'key-fingerprint-wrong',
          `${key} is not the fingerprint of the key that was certified`,
        ),
      ];
}

function revoked(election: ElectionState, { fact }: Taking): readonly Finding[] {
  const { station, key } = payloadOf<{ station: string; key: Hash }>(fact);
  const known = election.keys.get(key);
  if (known === undefined || known.station !== station) {
    return [
      wrong(fact, 'key-unknown', `the key ${key} was revoked and never certified for this station`),
    ];
  }
  known.revoked ??= { leaf: fact.leaf, timeMs: Date.parse(fact.time) };
  return [];
}

type Came = ProtocolName & {
  version: number;
  package: Hash;
  key: Hash;
  errors: number;
};

function received(election: ElectionState, taking: Taking): readonly Finding[] {
  const { fact } = taking;
  const came = payloadOf<
    Came & { origin: NonNullable<Arrival['origin']>; warnings: number; status: Status }
  >(fact);
  const { version, package: hash, origin, warnings, status } = came;
  const at = { leaf: fact.leaf, timeMs: Date.parse(fact.time) };
  const event = { ...at, kind: 'received', version, hash, origin, status } as const;
  protocolIn(election, came).events.push(event);
  return arrived(election, taking, came, { origin, warnings });
}

function alarmRaised(election: ElectionState, taking: Taking): readonly Finding[] {
  const { fact } = taking;
  const came = payloadOf<Came & { kind: 'other-content' | 'after-decision'; standing: Hash }>(fact);
  const { version, package: hash, standing, kind: reason } = came;
  const at = { leaf: fact.leaf, timeMs: Date.parse(fact.time) };
  const event = { ...at, kind: 'alarm-raised', version, hash, standing, reason } as const;
  protocolIn(election, came).events.push(event);
  return arrived(election, taking, came, { origin: null, warnings: null });
}

function arrived(
  election: ElectionState,
  { fact, hash: entry }: Taking,
  { contest, station, count, version, package: hash, key, errors }: Came,
  more: Pick<Arrival, 'origin' | 'warnings'>,
): readonly Finding[] {
  const { leaf, time } = fact;
  const name = { contest, station, count };
  protocolIn(election, name).arrivals.push({
    leaf,
    time,
    ...name,
    version,
    hash,
    key,
    errors,
    ...more,
    fact: entry,
  });
  if (election.packages.has(hash)) {
    return [wrong(fact, 'package-twice', `the package ${hash} was received before`)];
  }
  election.packages.add(hash);
  return election.opened === null
    ? [wrong(fact, 'count-not-open', 'a protocol was received before the count was opened')]
    : [];
}

function alarmSettled(election: ElectionState, { fact, hash: entry }: Taking): readonly Finding[] {
  const found = payloadOf<
    ProtocolName & { alarm: Hash; before: Hash; taken: Hash; status: Status; reason: string }
  >(fact);
  const { alarm, before, taken, status, reason, contest, station, count } = found;
  const facts = protocolIn(election, found);
  const at = { leaf: fact.leaf, timeMs: Date.parse(fact.time) };
  facts.events.push({ ...at, kind: 'alarm-settled', alarm, before, taken, status });
  facts.decisions.push({
    leaf: fact.leaf,
    time: fact.time,
    contest,
    station,
    count,
    decision: 'alarm-settled',
    version: 0,
    hash: taken,
    reason,
    fact: entry,
    role: fact.actor?.role ?? null,
    corrects: null,
  });
  return fact.actor === null ? [nobody(fact)] : [];
}

function decided(election: ElectionState, { fact, hash: entry }: Taking): readonly Finding[] {
  const found = payloadOf<
    ProtocolName & {
      version: number;
      package: Hash;
      corrects?: Hash;
      reason: string | null;
      errors?: number;
    }
  >(fact);
  const { version, package: hash, corrects = null, reason, contest, station, count } = found;
  const kind = fact.event.slice('protocols.'.length) as Exclude<
    LoggedDecision['decision'],
    'alarm-settled'
  >;
  const facts = protocolIn(election, found);
  const at = { leaf: fact.leaf, timeMs: Date.parse(fact.time), version, hash };
  facts.events.push(
    kind === 'corrected' ? { ...at, kind, corrects: corrects ?? '' } : { ...at, kind },
  );
  facts.decisions.push({
    leaf: fact.leaf,
    time: fact.time,
    contest,
    station,
    count,
    version,
    hash,
    reason,
    decision: kind,
    role: fact.actor?.role ?? null,
    corrects,
    fact: entry,
  });
  const findings = fact.actor === null ? [nobody(fact)] : [];
  if (kind === 'accepted' && (found.errors ?? 0) > 0 && reason === null) {
    findings.push(
      wrong(
        fact,
        'accepted-without-reason',
        'a protocol with errors was accepted without a reason',
      ),
    );
  }
  return findings;
}

function nobody(fact: Fact): Finding {
  return wrong(fact, 'decision-by-nobody', 'it is a decision of people, and no role stands in it');
}

function wrong(fact: Fact, code: string, why: string): Finding {
  return {
    severity: 'false',
    code,
    place: `leaf ${fact.leaf}`,
    sentence: `Entry ${fact.leaf} of the log (${fact.event}) is wrong: ${why}.`,
    since: { leaf: fact.leaf, time: fact.time },
  };
}
