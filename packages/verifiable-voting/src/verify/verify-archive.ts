import { assert } from '@ovoz/basics';
import { type Phase, phaseAfter } from '../archive/phases.ts';
import { ArchiveBroken } from '../archive/read-archive.ts';
import type { ArchiveHead } from '../archive/write-archive.ts';
import { Malformed } from '../objects/shape.ts';
import { type BallotBox, ballotBox } from './ballot-box.ts';
import { findingLog, type FindingLog, Unreadable } from './findings.ts';
import { type Datum, type ReadEvent, readEvents } from './read-events.ts';
import { checkSetup, parseSetupData, readSetup, type Setup } from './setup.ts';
import { parseSidecar } from './sidecar.ts';
import { type TallyPhase, tallyPhase } from './tally-phase.ts';
import type {
  ArchiveSource,
  Checkpoint,
  Verification,
  VerificationOptions,
} from './verification.ts';

/** The election of an archive, once its setup was read. */
type Opened = {
  readonly setup: Setup;
  /** Hash of the Setup event. */
  readonly event: string;
  readonly box: BallotBox;
  readonly tally: TallyPhase;
};

/** An archive while it is read, and how far it was. */
type Reading = {
  readonly source: ArchiveSource;
  readonly options: VerificationOptions;
  readonly log: FindingLog;
  phase: Phase;
  head: ArchiveHead | null;
  /** Where the last event that was read ends. */
  end: number;
  opened: Opened | null;
  /** Whether ballots were cast after EndBallots. */
  isReopened: boolean;
};

/** Verifies an archive at both levels, in one pass over it and one more over the ballots that count. */
export async function verifyArchive(
  source: ArchiveSource,
  options: VerificationOptions,
): Promise<Verification> {
  const log = findingLog();
  const reading: Reading = {
    source,
    options,
    log,
    phase: 'empty',
    head: null,
    end: 0,
    opened: null,
    isReopened: false,
  };
  try {
    await readAll(reading);
  } catch (error) {
    if (error instanceof ArchiveBroken) log.add('invalid', error.code, `byte ${error.offset}`);
    else if (!(error instanceof Unreadable)) throw error;
  }
  await reading.opened?.box.settle();
  const checkpoint = checkpointOf(reading);
  checkEnd(reading);
  const { phase, head, opened } = reading;
  return {
    verdict: log.verdict(),
    codes: log.codes(),
    findings: log.kept,
    phase,
    setup: opened?.setup ?? null,
    ...(opened?.box.numbers() ?? { ballots: 0, verifiedNow: 0, counted: 0 }),
    result: opened?.tally.verifiedResult() ?? null,
    head,
    checkpoint,
    tally: opened?.tally ?? null,
    count: async () => {
      assert(opened !== null, 'ballots are counted in an election that was read');
      return opened.box.count();
    },
  };
}

async function readAll(reading: Reading): Promise<void> {
  const { source, options, log } = reading;
  const from = { offset: 0, head: null };
  for await (const read of readEvents(options.platform, log, source.chunks(0), from)) {
    await takeEvent(reading, read);
    if (options.checkpoint !== undefined) {
      return resume(reading, options.checkpoint);
    }
  }
}

/** Jumps over what was verified before; the setup is read first to see that it is the same. */
async function resume(reading: Reading, checkpoint: Checkpoint): Promise<void> {
  const { source, options, log } = reading;
  if (checkpoint.setup !== reading.opened?.event) {
    log.stop('event-chain-broken', 'checkpoint', 'of another archive');
  }
  reading.opened?.box.resume(checkpoint);
  log.restore(checkpoint.findings);
  reading.head = checkpoint.head;
  reading.end = checkpoint.offset;
  const chunks = source.chunks(checkpoint.offset);
  for await (const read of readEvents(options.platform, log, chunks, checkpoint)) {
    await takeEvent(reading, read);
  }
}

async function takeEvent(reading: Reading, read: ReadEvent): Promise<void> {
  const { event } = read;
  const { log, phase, opened } = reading;
  const next = phaseAfter(phase, event.type, opened?.setup.isMixed ?? false);
  if (next === null) {
    const [place, detail] = [`event ${event.height}`, `${event.type} when ${phase}`];
    const isTolerated =
      phase === 'closed' && (event.type === 'Ballot' || event.type === 'EndBallots');
    if (!isTolerated) log.stop('event-out-of-order', place, detail);
    // Seen with the reference tool: what was cast before a second EndBallots is verified but not counted.
    log.add('strict', 'event-out-of-order', place, detail);
    await opened?.box.settle();
    opened?.box.forget();
    reading.isReopened = true;
  }
  if (event.type === 'Setup') {
    reading.opened = openElection(reading, read);
  } else if (opened !== null) {
    await carryOut(reading, opened, read);
  }
  reading.head = read.head;
  reading.end = read.end;
  reading.phase = next ?? (event.type === 'Ballot' ? 'voting' : phase);
}

function openElection(reading: Reading, { event, hash, data }: ReadEvent): Opened {
  const { source, options, log } = reading;
  const { platform, openBallotWork, onProgress } = options;
  const setup = readSetupData(options, log, data, event.payload ?? '');
  if (log.isInvalid()) throw new Unreadable();
  const work = openBallotWork(setup);
  const box: BallotBox = ballotBox(setup, work, log, { source, platform }, () =>
    onProgress?.(box.numbers().ballots, reading.end),
  );
  return { setup, event: hash, box, tally: tallyPhase(setup, platform, log) };
}

function readSetupData(
  { platform, checkpoint }: VerificationOptions,
  log: FindingLog,
  data: ReadonlyMap<string, Datum>,
  payload: string,
): Setup {
  try {
    const hashes = parseSetupData(data.get(payload)?.text ?? '');
    const text = (hash: string) => data.get(hash)?.text ?? log.stop('payload-missing', 'event 0');
    const texts = {
      election: text(hashes.election),
      trustees: text(hashes.trustees),
      credentials: text(hashes.credentials),
    };
    const order = [hashes.election, hashes.trustees, hashes.credentials, payload];
    const found = [...data.keys()];
    if (order.some((hash, index) => found[index] !== hash)) {
      log.add('strict', 'archive-data-misplaced', 'event 0');
    }
    const setup = readSetup(texts, platform);
    if (checkpoint === undefined) checkSetup(setup, log);
    return setup;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return log.stop('setup-malformed', 'event 0', error.message);
  }
}

async function carryOut(
  { options, log }: Reading,
  { box, tally }: Opened,
  { event, hash, data, end }: ReadEvent,
): Promise<void> {
  const texts = new Map(Array.from(data, ([name, { text }]) => [name, text]));
  switch (event.type) {
    case 'Setup':
    case 'EndBallots':
      return;
    case 'Ballot': {
      const payload = event.payload ?? '';
      const datum = data.get(payload);
      if (datum !== undefined) await box.take(`event ${event.height}`, payload, datum);
      return;
    }
    case 'EncryptedTally':
      await box.settle();
      // Sums of ballots that are wrong, or that this program cannot read, say nothing.
      if (!log.isVerified()) throw new Unreadable();
      return tally.encryptedTally(event, hash, texts, await box.count());
    case 'Shuffle':
      return tally.shuffle(event, texts);
    case 'EndShuffles':
      return tally.endShuffles(event, hash);
    case 'PartialDecryption':
      return tally.partialDecryption(event, texts);
    case 'Result':
      tally.result(event, texts);
      options.onProgress?.(box.numbers().ballots, end);
  }
}

function checkEnd({ options, log, phase, opened }: Reading): void {
  if (phase === 'empty' && !log.isInvalid()) log.add('invalid', 'archive-without-setup', 'byte 0');
  if (!log.isVerified() || opened === null) return;
  if (phase !== 'done') log.add('strict', 'unfinished', `phase ${phase}`);
  if (options.sidecar === null) {
    log.add('strict', 'sidecar-missing', 'sidecar');
    return;
  }
  try {
    opened.tally.checkSidecar(parseSidecar(opened.setup.group, options.sidecar));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    log.add('strict', 'sidecar-malformed', 'sidecar', error.message);
  }
}

function checkpointOf({ log, phase, head, end, opened, isReopened }: Reading): Checkpoint | null {
  if (!log.isVerified() || phase !== 'voting' || isReopened) return null;
  if (head === null || opened === null) return null;
  const found = { setup: opened.event, findings: [...log.kept] };
  return { format: 1, offset: end, head, ...found, ...opened.box.remembered() };
}
