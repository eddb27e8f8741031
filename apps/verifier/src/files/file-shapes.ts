import {
  anything,
  either,
  exact,
  flag,
  hash,
  instant,
  key32,
  list,
  nullable,
  oneOf,
  open,
  record,
  signature64,
  text,
  whole,
} from '../shape.ts';

/** What the files of a record look like, as far as a verifier reads them: docs/record-format.md. */
const line = text();
const mode = oneOf('live', 'training', 'drill');
const count = oneOf('hand', 'machine');
const status = oneOf('awaited', 'received', 'accepted', 'returned', 'annulled');
const words = record(line);
const share = open({ numerator: whole(), denominator: whole(1) });
const figure = nullable(whole());
const content = exact({ counts: record(figure), votes: record(figure) });

// ---- what was sealed

const term = open({
  coefficient: (value) => (Number.isSafeInteger(value) ? null : ''),
  field: line,
});
const form = open({
  code: line,
  fields: list(open({ code: line, required: flag })),
  checks: list(
    open({
      code: line,
      severity: oneOf('error', 'warning'),
      left: list(term),
      comparison: oneOf('=', '<=', '>='),
      right: list(term),
    }),
  ),
  roles: open({
    registered: list(line),
    tookPart: list(line),
    votesCast: list(line),
    valid: list(line),
    invalid: list(line),
  }),
  marksPerBallot: oneOf('one', 'district-seats'),
  againstAll: flag,
});
const seatRule = open({
  code: line,
  method: line,
  thresholds: list(open({ share, base: line, scope: line, appliesTo: line })),
  vacancy: line,
});
const pack = open({
  code: line,
  root: line,
  languages: list(open({ tag: line })),
  districtSets: list(open({ code: line, districts: whole(), seats: whole() })),
  systems: list(open({ code: line, turnoutHours: list(line), release: line, legalCount: count })),
  forms: list(form),
  seatRules: list(seatRule),
});
const candidate = open({
  number: whole(1),
  name: line,
  sex: nullable(oneOf('female', 'male')),
  party: nullable(line),
});
const definition = open({
  format: oneOf(1),
  code: line,
  title: words,
  mode,
  pack: open({ code: line, version: line, hash }),
  system: line,
  votingDay: text(/^\d{4}-\d\d-\d\d$/),
  timeZone: line,
  languages: list(line),
  geography: open({ version: whole(1), hash }),
  contests: list(
    open({
      code: line,
      title: words,
      kind: oneOf('list', 'candidate'),
      seats: whole(1),
      districtSet: nullable(line),
      seatRule: line,
      form: line,
    }),
  ),
  parties: list(
    open({ code: line, name: words, shortName: words, kind: oneOf('party', 'coalition') }),
  ),
  ballots: list(
    open({
      contest: line,
      district: nullable(line),
      lists: list(open({ number: whole(1), party: line, candidates: list(candidate) })),
      candidates: list(candidate),
    }),
  ),
});
const territory = open({
  code: line,
  path: line,
  parentCode: nullable(line),
  level: whole(),
  name: words,
});

export const ELECTION = open({
  format: oneOf(1),
  definition,
  definitionVersion: whole(1),
  definitionHash: hash,
  pack,
  territories: list(open({ territory, stations: whole() })),
  districts: list(
    open({
      district: open({ set: line, code: line, seats: whole(1), name: words }),
      stations: whole(),
    }),
  ),
});

const time = text(/^\d\d:\d\d$/);
export const STATIONS = open({
  format: oneOf(1),
  stations: list(
    open({
      station: open({
        number: line,
        territoryCode: line,
        kind: oneOf('domestic', 'abroad', 'remote', 'special'),
        name: line,
        opens: time,
        closes: time,
        timeZone: line,
      }),
      districts: record(line),
    }),
  ),
});

export const SITE_MANIFEST = exact({ format: oneOf(1), files: record(hash) });

// ---- protocols

export const PACKAGE = exact({
  format: oneOf(1),
  type: oneOf('ovoz-result-package'),
  key: hash,
  payload: exact({
    format: oneOf(1),
    election: line,
    mode,
    definition: hash,
    contest: line,
    station: line,
    count,
    version: whole(1),
    origin: either(
      exact({ kind: oneOf('station-signed') }),
      exact({ kind: oneOf('keyed'), entries: list(hash) }),
      exact({ kind: oneOf('corrected'), corrects: hash, reason: line }),
    ),
    madeAt: instant,
    content,
  }),
  signature: signature64,
});

// ---- files of results

const signed = {
  format: oneOf(1),
  election: line,
  mode,
  publishedAt: instant,
  legalTime: instant,
  signature: exact({ key: hash, publicKey: key32, value: signature64 }),
};
const links = list(open({ area: line, file: line, name: words }));
const downloads = list(open({ file: line, sha256: hash, bytes: whole() }));
const sum = exact({ sum: whole(), unknown: whole() });
const totals = list(
  open({
    contest: line,
    stationsDue: whole(),
    stationsCounted: whole(),
    stationsAnnulled: whole(),
    counts: record(sum),
    votes: record(sum),
    registered: nullable(sum),
    tookPart: nullable(sum),
  }),
);
const allocation = open({
  method: line,
  seats: whole(),
  status: line,
  voidReason: nullable(line),
  options: list(open({ option: line, votes: whole(), seats: whole(), admission: line })),
  elected: list(open({ option: line, candidates: list(whole(1)) })),
  steps: list(open({ kind: line })),
  runoff: nullable(list(line)),
  tie: nullable(open({ step: line, options: list(line), seats: whole() })),
});
const seats = open({
  districts: list(
    open({
      contest: line,
      district: nullable(line),
      seats: whole(),
      stationsDue: whole(),
      stationsCounted: whole(),
      allocation: nullable(allocation),
      pending: nullable(line),
    }),
  ),
  parties: list(open({ party: nullable(line), seats: whole(), byContest: record(whole()) })),
});

export const AREA_FILE = open({
  ...signed,
  area: line,
  name: words,
  above: links,
  status: oneOf('counting', 'complete', 'certified', 'changed-since-certified'),
  totals,
  turnout: list(anything),
  seats: nullable(seats),
  areas: list(open({ file: line, code: line, name: words, totals })),
  stations: list(
    open({
      number: line,
      name: line,
      sha256: nullable(hash),
      contests: list(
        open({
          contest: line,
          status,
          version: whole(),
          flagged: flag,
          content: nullable(content),
        }),
      ),
    }),
  ),
  corrections: list(
    open({ station: line, contest: line, version: whole(1), reason: line, at: instant }),
  ),
  downloads,
});

export const TURNOUT_FILE = open({
  ...signed,
  whole: list(open({})),
  areas: list(open({ file: line, figures: list(open({})) })),
});

export const LIVE_FILE = open({
  ...signed,
  status: line,
  coverage: list(open({ contest: line, due: whole(), counted: whole(), annulled: whole() })),
  edition: whole(1),
  certifiedVersion: nullable(whole(1)),
  nation: hash,
});

export const MANIFEST_FILE = open({ ...signed, edition: whole(1), files: record(hash) });

/** `documents.json`: hashes of documents of stations. */
export const DOCUMENTS_FILE = open({ ...signed, documents: record(hash) });

const formFinding = exact({
  code: line,
  severity: oneOf('error', 'warning'),
  fields: list(line),
  left: nullable((value) => (Number.isSafeInteger(value) ? null : '')),
  comparison: nullable(oneOf('=', '<=', '>=')),
  right: nullable((value) => (Number.isSafeInteger(value) ? null : '')),
});

export const STATION_FILE = open({
  ...signed,
  station: line,
  name: line,
  territory: line,
  above: links,
  turnout: list(anything),
  protocols: list(
    open({
      contest: line,
      district: nullable(line),
      count,
      legal: flag,
      status,
      standing: nullable(hash),
      versions: list(
        open({
          version: whole(1),
          hash,
          package: line,
          receivedAt: instant,
          findings: list(formFinding),
          explanations: list(open({ check: line, reasonCode: line, text: line, at: instant })),
        }),
      ),
      decisions: list(
        open({ decision: line, hash, reason: nullable(line), role: line, at: instant }),
      ),
      scans: list(open({ sha256: hash, mediaType: line })),
    }),
  ),
  keys: list(
    open({
      fingerprint: hash,
      publicKey: key32,
      validFrom: instant,
      validUntil: instant,
      revokedAt: nullable(instant),
    }),
  ),
  downloads,
});

export const CERTIFIED_FILE = exact({
  format: oneOf(1),
  election: line,
  mode,
  version: whole(1),
  definition: hash,
  totals,
  seats,
  protocols: list(exact({ contest: line, station: line, hash: nullable(hash) })),
  overridden: list(exact({ code: line, count: whole(1) })),
  reason: line,
});
