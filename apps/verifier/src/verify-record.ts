import { toHex } from './bytes.ts';
import { electionIn, type LogState, newLogState } from './facts/log-state.ts';
import { readFact } from './facts/read-fact.ts';
import { takeFact } from './facts/take-fact.ts';
import { readSiteManifest } from './files/check-site.ts';
import { compressedFiles, tellUnknownFiles } from './files/sort-files.ts';
import { type Findings, newFindings } from './findings.ts';
import { checkLookup } from './log/check-lookup.ts';
import { checkTiles } from './log/check-tiles.ts';
import { checkPrefix, checkWitnesses } from './log/check-witnesses.ts';
import { readCheckpoint } from './log/checkpoint.ts';
import { type ReadLog, readLog } from './log/read-log.ts';
import type { Primitives } from './primitives.ts';
import { tellCompared } from './results/check-manifest.ts';
import type { Work } from './results/election-work.ts';
import { verifyElection } from './results/verify-election.ts';
import type { Runner } from './runner.ts';
import type { RecordSource } from './sources/record-source.ts';
import {
  type ElectionVerdict,
  gravestFirst,
  type LogVerdict,
  outcomeOf,
  type Verdict,
} from './verdict.ts';

export type VerifyOptions = {
  readonly source: RecordSource;
  readonly primitives: Primitives;
  readonly runner: Runner;
  /** The key of the log as its one line, from elsewhere; null: that of the record. */
  readonly logKey: string | null;
  /** Checkpoints that somebody kept, with their names. */
  readonly earlier: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly nowMs: number;
  /** Steps: log, tiles, sealed, protocols, stations, sums, areas, files. */
  readonly onProgress: (step: string, done: number, all: number) => void;
};

/**
 * Verifies a record: the log, every fact, every package, every sum, seat and file.
 * @throws SourceFailure when the record cannot be read at all.
 */
export async function verifyRecord(options: VerifyOptions): Promise<Verdict> {
  const { source, onProgress } = options;
  const findings = newFindings();
  const files = await source.list();
  // Threads unpack and compare while this one reads the log.
  const packed = files === null ? [] : compressedFiles(files);
  const compressed = options.runner.files(packed, () => {});
  // Whatever stops the work before it is awaited is told there.
  compressed.catch(() => {});
  const state = newLogState();
  const hashes: string[] = [];
  const log = await readLog({
    ...options,
    findings,
    takeEntry: entryTaker(options.primitives, state, hashes, findings),
    onProgress: (done, all) => onProgress('log', done, all),
  });
  if (log === null) return verdictOf(options, findings, null, [], { checked: 0, signatures: 0 });
  onProgress('tiles', 0, 1);
  await checkTiles(source, log.tree, files, findings);
  if (files === null || files.has('log/lookup/00')) await checkLookup(source, hashes, findings);
  const logVerdict = await checkWitnessed(options, log, state, findings);
  onProgress('sealed', 0, 1);
  const site = await readSiteManifest(source, options.primitives, state, findings);
  const work: Work = {
    source,
    primitives: options.primitives,
    runner: options.runner,
    findings,
    files,
    siteFiles: site.files,
    logEndMs: state.lastTimeMs,
    known: new Map(),
    verified: new Set(['manifest.json', ...Object.keys(site.files)]),
    changing: new Set(),
    onProgress,
  };
  const siteTasks = Object.entries(site.files).map(
    ([path, sha256]) => ({ kind: 'hash', path, sha256 }) as const,
  );
  // One work at a time is given to the threads.
  await options.runner.help();
  await compressed;
  const [hashed] = await Promise.all([
    options.runner.files(siteTasks, () => {}),
    options.runner.help(),
  ]);
  tellCompared(work, hashed);
  const elections: ElectionVerdict[] = [];
  let signatures = 0;
  for (const code of electionsOf(state)) {
    const folder = `elections/${code}/results/`;
    const done = await verifyElection({ ...work, election: electionIn(state, code), folder });
    if (done.verdict !== null) elections.push(done.verdict);
    signatures += done.signatures;
  }
  tellCompared(work, await compressed);
  if (files !== null) tellUnknownFiles(files, work.verified, findings);
  const checked = work.verified.size + packed.length;
  for (const [event, number] of state.notFollowed) {
    const sentence = `${number} entries of the kind ${event} were not followed; they decide nothing here.`;
    findings.add({ severity: 'note', code: 'facts-not-followed', place: 'log', sentence });
  }
  return verdictOf(options, findings, logVerdict, elections, { checked, signatures });
}

function entryTaker(
  { sha256 }: Primitives,
  state: LogState,
  hashes: string[],
  findings: Findings,
): (entry: Uint8Array, leaf: number) => void {
  return (entry, leaf) => {
    const hash = toHex(sha256(entry));
    hashes.push(hash);
    const { fact, fault } = readFact(entry, leaf);
    if (fact === null) {
      const sentence = `Entry ${leaf} of the log is no fact: ${fault}.`;
      findings.add({ severity: 'false', code: 'entry-malformed', place: `leaf ${leaf}`, sentence });
      return;
    }
    findings.addAll(takeFact({ state, fact, hash, sha256 }));
  };
}

async function checkWitnessed(
  { source, primitives, earlier, nowMs }: VerifyOptions,
  log: ReadLog,
  state: LogState,
  findings: Findings,
): Promise<LogVerdict> {
  const watching = { source, primitives, findings, log, facts: state.witnesses, nowMs };
  const witnesses = await checkWitnesses(watching);
  for (const { name, bytes } of earlier) {
    const checkpoint = readCheckpoint(bytes);
    if (checkpoint !== null) await checkPrefix(watching, checkpoint, name);
    else {
      const sentence = 'This is no checkpoint of a log.';
      findings.add({ severity: 'false', code: 'checkpoint-malformed', place: name, sentence });
    }
  }
  if (log.keyFromRecord) {
    const sentence =
      'The key of the log was taken from the record itself. Compare it with the one that was printed or broadcast.';
    findings.add({ severity: 'note', code: 'log-key-from-record', place: 'log/vkey', sentence });
  }
  const { origin, size, root } = log.checkpoint;
  return {
    origin,
    size,
    root: toHex(root),
    keyFromRecord: log.keyFromRecord,
    witnesses,
    until: state.lastTimeMs === 0 ? null : new Date(state.lastTimeMs).toISOString(),
  };
}

/** Elections with a sealed definition. */
function electionsOf({ elections }: LogState): readonly string[] {
  return [...elections.values()]
    .filter(({ sealed, opened }) => sealed.length > 0 || opened !== null)
    .map(({ code }) => code);
}

function verdictOf(
  { source }: VerifyOptions,
  findings: Findings,
  log: LogVerdict | null,
  elections: readonly ElectionVerdict[],
  files: Verdict['files'],
): Verdict {
  const { kept, counts } = findings.all();
  const outcome = outcomeOf(kept);
  return {
    outcome,
    source: source.name,
    log,
    elections,
    files,
    findings: gravestFirst(kept),
    counts,
  };
}
