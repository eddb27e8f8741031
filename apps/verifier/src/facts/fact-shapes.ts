import {
  exact,
  hash,
  instant,
  key32,
  list,
  nullable,
  oneOf,
  type Shape,
  text,
  whole,
} from '../shape.ts';

const line = text();
const version = whole(1);
const count = oneOf('hand', 'machine');
const mode = oneOf('live', 'training', 'drill');
const protocol = { contest: line, station: line, count };
const decision = { ...protocol, version, package: hash };
const status = oneOf('awaited', 'received', 'accepted', 'returned', 'annulled');
const origin = oneOf('station-signed', 'keyed', 'corrected');

/** The public fields of every event that a verifier follows: docs/record-format.md, section 7. */
export const FOLLOWED: Readonly<Record<string, Shape>> = {
  'elections.created': exact({ mode, pack: line, packHash: hash }),
  'elections.definition-sealed': exact({
    election: line,
    version,
    hash,
    packHash: hash,
    mode,
    supersedes: nullable(whole(1)),
    reason: nullable(line),
    calendarWarning: nullable(line),
  }),
  'elections.clock-moved': exact({ before: instant, shows: instant, speed: whole(), reason: line }),
  'protocols.count-opened': exact({
    definitionVersion: version,
    definition: hash,
    legalCount: count,
    stations: whole(1),
    protocols: whole(1),
    releaseAt: instant,
    packageKey: key32,
    publicationKey: key32,
  }),
  'station-keys.certified': exact({
    station: line,
    key: hash,
    publicKey: key32,
    validFrom: instant,
    validUntil: instant,
  }),
  'station-keys.revoked': exact({ station: line, key: hash, reason: line }),
  'protocols.version-received': exact({
    ...protocol,
    version,
    origin,
    package: hash,
    key: hash,
    errors: whole(),
    warnings: whole(),
    status,
  }),
  'protocols.alarm-raised': exact({
    ...protocol,
    version,
    kind: oneOf('other-content', 'after-decision'),
    package: hash,
    standing: hash,
    key: hash,
    errors: whole(),
  }),
  'protocols.alarm-settled': exact({
    ...protocol,
    alarm: hash,
    before: hash,
    taken: hash,
    status,
    reason: line,
  }),
  'protocols.accepted': exact({ ...decision, errors: whole(), reason: nullable(line) }),
  'protocols.returned': exact({ ...decision, reason: line }),
  'protocols.corrected': exact({ ...decision, corrects: hash, errors: whole(), reason: line }),
  'protocols.annulled': exact({ ...decision, reason: line }),
  'protocols.reinstated': exact({ ...decision, reason: line }),
  'certification.lot-recorded': exact({
    contest: line,
    district: nullable(line),
    step: line,
    order: list(line),
    reason: line,
  }),
  'certification.results-certified': exact({
    version,
    hash,
    overridden: list(exact({ code: line, count: whole(1) })),
    reason: line,
  }),
  'publication.published': exact({ manifestHash: hash, files: whole() }),
  'publication.results-published': exact({
    manifestHash: hash,
    files: whole(),
    edition: whole(1),
  }),
  'log.witness-registered': exact({ name: line, vkey: line, organisation: line, reason: line }),
  'log.witness-removed': exact({ name: line, vkey: line, reason: line }),
  'log.audit-anchored': exact({ size: whole(), root: line }),
};
