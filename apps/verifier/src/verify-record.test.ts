import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cosign,
  COSIGNATURE_V1,
  formatNote,
  formatVkey,
  noteKey,
  parseNote,
} from '@ovoz/public-log';
import { canonicalJson, type JsonValue } from '@ovoz/basics';
import {
  type Files,
  newLogSigner,
  newSigner,
  sha256,
  utf8,
  writeLog,
} from '../testing/make-log.ts';
import { ELECTION } from '../testing/small-election.ts';
import {
  hashOf,
  jsonBytes,
  RESULTS,
  signedFile,
  type SmallRecord,
  smallRecord,
} from '../testing/small-record.ts';
import { verifyFiles } from '../testing/verify-files.ts';
import type { Finding } from './finding.ts';
import type { VerifyOptions } from './verify-record.ts';

const record = smallRecord();
type Json = Record<string, JsonValue>;

function copied(): Files {
  return new Map(record.files);
}

const textOf = (files: Files, path: string) => new TextDecoder().decode(files.get(path));
const jsonOf = (files: Files, path: string) => JSON.parse(textOf(files, path)) as Json;

async function findingsOf(files: Files, options: Partial<VerifyOptions> = {}) {
  const { outcome, findings } = await verifyFiles(files, options);
  return { outcome, findings: findings.filter(({ severity }) => severity !== 'note') };
}

/** The verdict is false, and says why by this code at this place. */
async function assertFalse(
  files: Files,
  code: string,
  place: string | RegExp,
  options?: Partial<VerifyOptions>,
) {
  const { outcome, findings } = await findingsOf(files, options);
  assert.equal(outcome, 'false', `${code}: ${JSON.stringify(findings)}`);
  const found = findings.filter((finding) => finding.code === code && finding.severity === 'false');
  assert.ok(
    found.some((finding) => isAt(finding, place)),
    `${code} at ${place}: ${JSON.stringify(findings, null, 1)}`,
  );
}

function isAt(finding: Finding, place: string | RegExp): boolean {
  return typeof place === 'string' ? finding.place.includes(place) : place.test(finding.place);
}

/** The same log with other entries, signed by its own key: what its keeper could do. */
function withEntries(
  change: (entries: Json[]) => readonly Json[],
  from: SmallRecord = record,
): Files {
  const files = new Map(from.files);
  const entries = from.entries.map((entry) => JSON.parse(new TextDecoder().decode(entry)) as Json);
  writeLog(
    files,
    change(entries).map((entry) => jsonBytes(entry)),
    from.log,
  );
  return files;
}

/** Changes the payload of the first fact of an event that fits. */
function withPayload(
  event: string,
  change: (payload: Json) => Json,
  fits: (payload: Json) => boolean = () => true,
): Files {
  let changed = false;
  return withEntries((entries) =>
    entries.map((entry) => {
      const payload = entry['payload'] as Json;
      if (changed || entry['event'] !== event || !fits(payload)) return entry;
      changed = true;
      return { ...entry, payload: change(payload) };
    }),
  );
}

/** A file of results with another content, signed anew by the publisher. */
function resigned(files: Files, name: string, change: (content: Json) => Json): void {
  const { signature: _old, ...content } = jsonOf(files, `${RESULTS}${name}`);
  files.set(`${RESULTS}${name}`, signedFile(change(content), record.publication));
}

test('a whole record is verified, with seats, mode and who signed', async () => {
  const verdict = await verifyFiles(copied());
  assert.equal(verdict.outcome, 'verified', JSON.stringify(verdict.findings));
  const [election] = verdict.elections;
  assert.equal(election?.mode, 'drill');
  assert.deepEqual(election?.origins, { 'station-signed': 5, keyed: 1, corrected: 1 });
  assert.deepEqual(
    election?.seats?.parties.map(({ party, seats }) => [party, seats]),
    [
      ['sun', 2],
      ['moon', 3],
    ],
  );
  assert.deepEqual(
    election?.contests.map(({ due, counted, annulled }) => [due, counted, annulled]),
    [
      [4, 4, 0],
      [4, 3, 1],
    ],
  );
});

test('a missing file is a gap, whichever it is', async () => {
  for (const path of record.files.keys()) {
    if (path.startsWith('log/tile/entries') || path === 'log/checkpoint') continue;
    const files = copied();
    files.delete(path);
    const { outcome } = await verifyFiles(files);
    assert.equal(outcome, 'verified-with-gaps', path);
  }
});

test('without its log, or entries of it, nothing is verified', async () => {
  for (const path of record.files.keys()) {
    if (!path.startsWith('log/tile/entries') && path !== 'log/checkpoint') continue;
    const files = copied();
    files.delete(path);
    await assertFalse(
      files,
      path === 'log/checkpoint' ? 'log-missing' : 'log-entries-missing',
      path,
    );
  }
});

test('wrong size, unknown key, other origin and foreign trees are found', async () => {
  const size = record.entries.length;
  const change = (from: string, to: string) => {
    const files = copied();
    files.set('log/checkpoint', utf8(textOf(files, 'log/checkpoint').replace(from, to)));
    return files;
  };
  await assertFalse(
    change(`\n${size}\n`, `\n${size - 1}\n`),
    'log-entries-missing',
    'log/tile/entries',
  );
  await assertFalse(
    change(`\n${size}\n`, `\n${size + 300}\n`),
    'log-entries-missing',
    'log/tile/entries',
  );
  await assertFalse(change(`\n${size}\n`, '\n99999999999\n'), 'log-too-large', 'log/checkpoint');
  await assertFalse(
    change(`\n${size}\n`, `\n0${size}\n`),
    'checkpoint-malformed',
    'log/checkpoint',
  );
  await assertFalse(
    change('/public\n', '/other\n'),
    'checkpoint-signature-wrong',
    'log/checkpoint',
  );
  const stranger = newLogSigner();
  await assertFalse(copied(), 'log-key-differs', 'log/vkey', { logKey: formatVkey(stranger.key) });
  const own = await verifyFiles(copied(), { logKey: formatVkey(record.log.key) });
  assert.equal(own.outcome, 'verified');
  assert.equal(own.log?.keyFromRecord, false);
});

test('a checkpoint that somebody kept must be a prefix', async () => {
  const earlier = new Map<string, Uint8Array>();
  writeLog(earlier, record.entries.slice(0, 20), record.log);
  const kept = { name: 'kept', bytes: earlier.get('log/checkpoint') ?? new Uint8Array(0) };
  assert.equal((await verifyFiles(copied(), { earlier: [kept] })).outcome, 'verified');
  const forked = withEntries((entries) =>
    entries.map((entry, at) => (at === 3 ? { ...entry, subject: 'other' } : entry)),
  );
  await assertFalse(forked, 'log-forked', 'kept', { earlier: [kept] });
  const shorter = withEntries((entries) => entries.slice(0, 10));
  await assertFalse(shorter, 'checkpoint-beyond-log', 'kept', { earlier: [kept] });
});

test('witnesses are counted by the facts of the log', async () => {
  const signers = ['a', 'b', 'c'].map((name) => {
    const signer = newSigner();
    return {
      name: `witness.test/${name}`,
      signer,
      key: noteKey(`witness.test/${name}`, signer.publicKey, COSIGNATURE_V1, sha256),
    };
  });
  const registered = withEntries((entries) => [
    ...entries,
    ...signers.map(({ name, key }, at) => ({
      ...entries.at(-1),
      id: `00000000-0000-4000-8000-00000000000${at}`,
      event: 'log.witness-registered',
      payload: { name, vkey: formatVkey(key), organisation: 'university', reason: 'asked' },
    })),
  ]);
  const nowMs = Date.parse('2026-11-22T12:00:00.000Z');
  const cosigned = (count: number, secondsAhead = 0) => {
    const files = new Map(registered);
    const note = parseNote(textOf(files, 'log/checkpoint'));
    assert.ok(note.ok);
    const { text, signatures } = note.value;
    const more = signers
      .slice(0, count)
      .map(({ key, signer }) => cosign(text, nowMs / 1000 + secondsAhead, key, signer.sign));
    files.set(
      'log/public-checkpoint',
      utf8(formatNote({ text, signatures: [...signatures, ...more] })),
    );
    return files;
  };
  const verdict = await verifyFiles(cosigned(2));
  assert.equal(verdict.outcome, 'verified', JSON.stringify(verdict.findings));
  assert.deepEqual(verdict.log?.witnesses.cosigned, ['witness.test/a', 'witness.test/b']);
  await assertFalse(cosigned(1), 'public-checkpoint-not-cosigned', 'log/public-checkpoint');
  await assertFalse(cosigned(3, 3600), 'cosignature-in-future', 'log/public-checkpoint');
  const missing = await findingsOf(registered);
  assert.deepEqual(
    missing.findings.map(({ code }) => code),
    ['public-checkpoint-missing'],
  );
  const altered = cosigned(2);
  const note = textOf(altered, 'log/public-checkpoint').split('\n');
  const line = note[5] ?? '';
  note[5] = `${line.slice(0, -10)}${line.at(-10) === 'A' ? 'B' : 'A'}${line.slice(-9)}`;
  altered.set('log/public-checkpoint', utf8(note.join('\n')));
  await assertFalse(altered, 'cosignature-wrong', 'log/public-checkpoint');
});

test('facts that cannot be are found where they stand', async () => {
  const at = (event: string) =>
    record.entries.findIndex((entry) =>
      new TextDecoder().decode(entry).includes(`"event":"${event}"`),
    );
  const twice = withEntries((entries) => [...entries, entries[0] ?? {}]);
  await assertFalse(twice, 'fact-twice', `leaf ${record.entries.length}`);
  const extra = withPayload('protocols.accepted', (payload) => ({ ...payload, votes: 5 }));
  await assertFalse(extra, 'fact-payload-wrong', `leaf ${at('protocols.accepted')}`);
  const noise = withEntries((entries) =>
    entries.map((entry, index) => (index === 4 ? { ...entry, more: 1 } : entry)),
  );
  await assertFalse(noise, 'entry-malformed', 'leaf 4');
  const foreign = withPayload('station-keys.certified', (payload) => ({
    ...payload,
    key: 'cd'.repeat(32),
  }));
  await assertFalse(foreign, 'key-fingerprint-wrong', `leaf ${at('station-keys.certified')}`);
  const other = withPayload('protocols.count-opened', (payload) => ({ ...payload, protocols: 7 }));
  await assertFalse(other, 'due-differs', `leaf ${at('protocols.count-opened')}`);
  const mode = withPayload('elections.definition-sealed', (payload) => ({
    ...payload,
    mode: 'live',
  }));
  await assertFalse(mode, 'mode-changed', `leaf ${at('elections.definition-sealed')}`);
});

test('versions and decisions that cannot follow each other are found', async () => {
  const without = (event: string, nth = 0) => {
    let seen = -1;
    return withEntries((entries) =>
      entries.filter((entry) => {
        if (entry['event'] === event) seen += 1;
        return entry['event'] !== event || seen !== nth;
      }),
    );
  };
  await assertFalse(without('protocols.returned'), 'decision-not-in-log', 'stations/2.json');
  await assertFalse(without('protocols.version-received'), 'chain-broken', 'station 1');
  await assertFalse(without('protocols.corrected'), 'correction-undecided', 'station 3');
  await assertFalse(without('protocols.accepted'), 'decision-not-in-log', 'stations/1.json');
  await assertFalse(
    without('protocols.annulled', 1),
    'station-differs-from-log',
    'stations/4.json',
  );
  await assertFalse(without('protocols.alarm-raised'), 'chain-broken', 'station 3');
  const gap = withPayload(
    'protocols.version-received',
    (payload) => ({ ...payload, version: 3 }),
    ({ version }) => version === 2,
  );
  await assertFalse(gap, 'chain-broken', 'station');
});

test('a package is good for its own place and key only', async () => {
  const swapped = copied();
  for (const [to, from] of [
    ['1', '2'],
    ['2', '1'],
  ] as const) {
    const other = jsonOf(record.files, `${RESULTS}stations/${from}.json`)['protocols'] as Json[];
    resigned(swapped, `stations/${to}.json`, (content) => {
      const [first, ...rest] = content['protocols'] as Json[];
      return {
        ...content,
        protocols: [{ ...first, versions: other[0]?.['versions'] ?? [] }, ...rest],
      };
    });
  }
  await assertFalse(swapped, 'package-misplaced', 'stations/1.json');
  await assertFalse(swapped, 'package-missing', 'stations/2.json');
  const changePackage = (change: (text: string) => string) => {
    const files = copied();
    resigned(files, 'stations/1.json', (content) => {
      const [first, ...rest] = content['protocols'] as Json[];
      const [version] = (first?.['versions'] ?? []) as Json[];
      const text = change(version?.['package'] as string);
      const hash = sha256(utf8(text)).toString('hex');
      return {
        ...content,
        protocols: [{ ...first, versions: [{ ...version, package: text, hash }] }, ...rest],
      };
    });
    return files;
  };
  await assertFalse(
    changePackage((text) => text.replace('"sun":60', '"sun":61')),
    'package-signature-wrong',
    'stations/1.json',
  );
  await assertFalse(
    changePackage((text) => text.replace('"sun":60', '"sun":61')),
    'package-not-in-log',
    'stations/1.json',
  );
  await assertFalse(
    changePackage((text) => text.replace('"sun":60', '"sun":60.0')),
    'package-malformed',
    'stations/1.json',
  );
  await assertFalse(
    changePackage((text) => text.replace('"sun":60', '"sun":1,"sun":60')),
    'package-malformed',
    'stations/1.json',
  );
  await assertFalse(
    changePackage((text) => text.replace('"mode":"drill"', '"mode":"live"')),
    'package-mode-wrong',
    'stations/1.json',
  );
});

test('keys hold from their certification to their revocation', async () => {
  const revoke = (before: string) =>
    withEntries((entries) => {
      const at = entries.findIndex(({ event }) => event === before);
      const key = entries.find(({ event }) => event === 'station-keys.certified')?.[
        'payload'
      ] as Json;
      const time = '2026-11-22T10:00:09.000Z';
      const fact = {
        ...entries[at],
        id: '00000000-0000-4000-8000-000000000009',
        event: 'station-keys.revoked',
        time,
        payload: { station: key['station'] ?? '', key: key['key'] ?? '', reason: 'stolen' },
      };
      return [...entries.slice(0, at), fact, ...entries.slice(at)];
    });
  await assertFalse(revoke('protocols.version-received'), 'key-revoked', 'stations/1.json');
  const uncertified = withEntries((entries) =>
    entries.filter(
      ({ event, payload }) =>
        event !== 'station-keys.certified' || (payload as Json)['station'] !== '1',
    ),
  );
  await assertFalse(uncertified, 'key-not-certified', 'stations/1.json');
  const moved = withPayload('station-keys.certified', (payload) => ({ ...payload, station: '4' }));
  await assertFalse(moved, 'key-not-certified', 'stations/1.json');
  const late = withPayload('station-keys.certified', (payload) => ({
    ...payload,
    validFrom: '2026-12-28T00:00:00.000Z',
  }));
  await assertFalse(late, 'key-not-valid', 'stations/1.json');
});

test('files of results are those that the publisher signed and the manifest names', async () => {
  const unsigned = copied();
  const nation = `${RESULTS}nation.json`;
  unsigned.set(nation, utf8(textOf(unsigned, nation).replace('"sum":', '"sum":1')));
  await assertFalse(unsigned, 'file-signature-wrong', 'nation.json');
  const replaced = copied();
  resigned(replaced, 'territories/10.json', (content) => ({ ...content, status: 'complete' }));
  await assertFalse(replaced, 'file-hash-wrong', 'territories/10.json');
  const stranger = copied();
  const { signature: _own, ...content } = jsonOf(stranger, nation);
  stranger.set(nation, signedFile(content, newSigner()));
  await assertFalse(stranger, 'file-signature-wrong', 'nation.json');
  const manifest = copied();
  resigned(manifest, 'manifest.json', (old) => ({ ...old, edition: 2 }));
  await assertFalse(manifest, 'manifest-not-in-log', 'manifest.json');
  const certified = copied();
  certified.set(
    `${RESULTS}certified/1.json`,
    utf8(
      textOf(certified, `${RESULTS}certified/1.json`).replace(
        '"reason":"all is in"',
        '"reason":"all was in"',
      ),
    ),
  );
  await assertFalse(certified, 'certified-hash-wrong', 'certified/1.json');
});

test('what was sealed is what the log sealed', async () => {
  const path = `elections/${ELECTION}/election.json`;
  const change = (from: string, to: string) => {
    const files = copied();
    files.set(path, utf8(textOf(files, path).replace(from, to)));
    return files;
  };
  await assertFalse(
    change('"name":"Candidate 1"', '"name":"Candidate X"'),
    'definition-differs',
    path,
  );
  await assertFalse(change('"seats":1,"set"', '"seats":2,"set"'), 'geography-differs', path);
  for (const code of ['file-hash-wrong', 'pack-altered']) {
    await assertFalse(change('"hare-largest-remainder"', '"dhondt"'), code, path);
  }
  const stations = `elections/${ELECTION}/stations/all.json`;
  const moved = copied();
  moved.set(
    stations,
    utf8(textOf(moved, stations).replace('"constituencies":"1"', '"constituencies":"2"')),
  );
  await assertFalse(moved, 'geography-differs', path);
  const misled = copied();
  misled.set(stations, utf8(textOf(misled, stations).replace('Second door', 'Third door')));
  await assertFalse(misled, 'geography-differs', path);
  const rolls = `elections/${ELECTION}/rolls.json`;
  const anotherRoll = copied();
  anotherRoll.set(rolls, utf8(textOf(anotherRoll, rolls).replace('"voters":0', '"voters":1')));
  await assertFalse(anotherRoll, 'file-hash-wrong', rolls);
});

test('publication before the release is found', async () => {
  const early = withPayload('elections.clock-moved', (payload) => ({
    ...payload,
    shows: '2026-12-27T10:00:00.000Z',
  }));
  const { outcome, findings } = await findingsOf(early);
  assert.equal(outcome, 'false');
  const codes = new Set(findings.map(({ code }) => code));
  for (const code of ['published-before-release', 'received-before-closing']) {
    assert.ok([...codes].includes(code), `${code}: ${[...codes].join()}`);
  }
});

test('files of every wrong kind are findings and end nothing', async () => {
  const deep = utf8('['.repeat(1_000_000));
  const strange: readonly Uint8Array[] = [
    new Uint8Array(0),
    utf8('null'),
    utf8('[]'),
    utf8('{}'),
    utf8('{"__proto__":{"a":1}}'),
    utf8('{"signature":{}}'),
    Uint8Array.of(0xff, 0xfe),
    deep,
  ];
  for (const path of record.files.keys()) {
    for (const bytes of strange) {
      const files = copied();
      files.set(path, bytes);
      const { outcome } = await verifyFiles(files);
      assert.notEqual(outcome, 'verified', `${path} ${bytes.length}`);
    }
  }
});

test('findings are bounded, and all are counted', async () => {
  const files = withEntries((entries) => [
    ...entries,
    ...Array.from({ length: 3000 }, () => entries[0] ?? {}),
  ]);
  const { findings, counts } = await verifyFiles(files);
  assert.equal(counts['fact-twice'], 3000);
  assert.equal(findings.filter(({ code }) => code === 'fact-twice').length, 1000);
});

test('unknown files and unknown events are told, and do no harm', async () => {
  const files = withEntries((entries) => [
    ...entries,
    {
      ...entries[0],
      id: '00000000-0000-4000-8000-000000000001',
      event: 'novelty.happened',
      payload: { a: 1 },
    },
  ]);
  files.set('elections/strange.json', utf8('{}'));
  files.set('index.html', utf8('<p>'));
  const { outcome, counts } = await verifyFiles(files);
  assert.equal(outcome, 'verified');
  assert.equal(counts['file-unknown'], 1);
  assert.equal(counts['facts-not-followed'], 1);
});

test('a compressed file is the file beside it', async () => {
  const { gzipSync } = await import('node:zlib');
  const path = `${RESULTS}nation.json`;
  const files = copied();
  files.set(`${path}.gz`, gzipSync(files.get(path) ?? ''));
  assert.equal((await verifyFiles(files)).outcome, 'verified');
  files.set(`${path}.gz`, gzipSync('{"seats":"other"}'));
  await assertFalse(files, 'compressed-file-differs', 'nation.json.gz');
  files.set(`${path}.gz`, gzipSync(Buffer.alloc(300 * 1024 * 1024)));
  await assertFalse(files, 'compressed-file-differs', 'nation.json.gz');
  assert.equal(hashOf(files, path).length, 64);
  assert.ok(canonicalJson({}));
});
