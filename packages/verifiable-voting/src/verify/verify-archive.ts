import { ArchiveBroken, type ArchiveEntry, readArchive } from '../archive/read-archive.ts';
import { type ArchiveEvent, parseEvent } from '../archive/event.ts';
import { DATA_BEFORE, type Phase, phaseAfter } from '../archive/phases.ts';
import { type ArchiveHead, HEADER_NAME, hashOf } from '../archive/write-archive.ts';
import { countAt, Malformed, objectAt, parseCanonical } from '../objects/shape.ts';
import type { ResultRow } from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';
import { BATCH_BALLOTS, type BallotVerdict, type BallotWork, sumBallots } from './ballot-work.ts';
import { type Finding, type FindingCode, findingLog } from './findings.ts';
import { checkSetup, parseSetupData, readSetup, type Setup } from './setup.ts';
import { parseSidecar } from './sidecar.ts';
import { type CountedBallots, type TallyPhase, tallyPhase } from './tally-phase.ts';

/** Where an archive is read from. */
export type ArchiveSource = {
  chunks(from: number): AsyncIterable<Uint8Array>;
  read(offset: number, length: number): Promise<Uint8Array>;
};

/** A ballot that counts as long as no later one by the same credential comes. */
export type LastBallot = {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly hash: string;
};

/** What is remembered to go on later with what was appended. Ballots up to `offset` were verified. */
export type Checkpoint = {
  readonly format: 1;
  readonly offset: number;
  readonly head: ArchiveHead;
  readonly setup: string;
  readonly ballots: number;
  readonly last: readonly (readonly [credential: string, ballot: LastBallot])[];
};

export type VerificationOptions = {
  readonly platform: Platform;
  readonly openBallotWork: (setup: Setup) => BallotWork;
  /** The sidecar's text, or null where there is none. */
  readonly sidecar: string | null;
  readonly checkpoint?: Checkpoint;
  readonly onProgress?: (ballots: number, offset: number) => void;
};

export type Verification = {
  readonly verdict: 'strictly-valid' | 'belenios-valid' | 'invalid';
  readonly codes: readonly FindingCode[];
  readonly findings: readonly Finding[];
  readonly phase: Phase;
  readonly setup: Setup | null;
  readonly ballots: number;
  readonly verifiedNow: number;
  /** Ballots that count: the last of each credential. */
  readonly counted: number;
  readonly result: readonly ResultRow[] | null;
  readonly head: ArchiveHead | null;
  /** Null once the ballots were counted, and where something was found. */
  readonly checkpoint: Checkpoint | null;
  readonly tally: TallyPhase | null;
  /** Adds the ballots up as they are now. They were verified, if the verdict is not `invalid`. */
  readonly count: () => Promise<CountedBallots>;
};

/** Data entries may stand before an event up to this number; more would only fill memory. */
const MAX_PENDING_DATA = 8;

/** Stops reading: what follows has no meaning. */
class Unreadable extends Error {
  override name = 'Unreadable';
}

/** Verifies an archive at both levels, in one pass over it and one more over the ballots that count. */
export async function verifyArchive(
  source: ArchiveSource,
  options: VerificationOptions,
): Promise<Verification> {
  const { platform } = options;
  const log = findingLog();
  let phase: Phase = 'empty';
  let head: ArchiveHead | null = null;
  let setup: Setup | null = null;
  let setupEvent = '';
  let work: BallotWork | null = null;
  let tally: TallyPhase | null = null;
  let ballots = 0;
  /** Where the last event that was read ends. */
  let end = 0;
  let verifiedNow = 0;
  let checkpoint: Checkpoint | null = null;
  let pending = new Map<string, { text: string; entry: ArchiveEntry }>();
  let resumed = options.checkpoint;
  let isReopened = false;
  const last = new Map<string, LastBallot>();
  const seen = new Set<string>();
  const queue: { place: string; ballot: LastBallot; text: string }[] = [];
  const underWay: { batch: typeof queue; verdicts: Promise<readonly BallotVerdict[]> }[] = [];

  const stop = (code: FindingCode, place: string, detail?: string): never => {
    log.add('invalid', code, place, detail);
    throw new Unreadable();
  };

  try {
    await readFrom(0);
  } catch (error) {
    if (error instanceof ArchiveBroken) log.add('invalid', error.code, `byte ${error.offset}`);
    else if (!(error instanceof Unreadable)) throw error;
  }
  await settleAll();
  finish();
  return {
    verdict: log.isInvalid()
      ? 'invalid'
      : log.codes().length > 0
        ? 'belenios-valid'
        : 'strictly-valid',
    codes: log.codes(),
    findings: log.kept,
    phase,
    setup,
    ballots,
    verifiedNow,
    counted: last.size,
    result: (tally as TallyPhase | null)?.verifiedResult() ?? null,
    head,
    checkpoint: log.isInvalid() ? null : checkpoint,
    tally,
    count: countBallots,
  };

  async function readFrom(offset: number): Promise<void> {
    for await (const entry of readArchive(source.chunks(offset), offset)) {
      await takeEntry(entry);
      if (resumed !== undefined && phase === 'voting') {
        const jump = resumed;
        resumed = undefined;
        if (jump.setup !== setupEvent)
          stop('event-chain-broken', 'checkpoint', 'of another archive');
        for (const [credential, ballot] of jump.last) last.set(credential, ballot);
        ballots = jump.ballots;
        head = jump.head;
        end = jump.offset;
        await readFrom(jump.offset);
        return;
      }
    }
  }

  async function takeEntry(entry: ArchiveEntry): Promise<void> {
    if (head === null) {
      head = readArchiveHeader(entry);
      return;
    }
    const place = `byte ${entry.offset}`;
    const match = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(entry.name);
    if (match === null) return stop('archive-entry-foreign', place, entry.name);
    if (entry.timestamp !== head.timestamp) return stop('archive-timestamp-differs', place);
    const [, hash = '', kind] = match;
    if (hashOf(platform, entry.body) !== hash) return stop('archive-hash-wrong', place);
    const text = decodeUtf8(entry.body);
    if (text === null) return stop('archive-entry-foreign', place, 'not UTF-8');
    if (kind === 'event') {
      await takeEvent(hash, text, entry);
      pending = new Map();
      return;
    }
    if (pending.size >= MAX_PENDING_DATA) stop('archive-data-misplaced', place);
    if (pending.has(hash)) log.add('strict', 'archive-data-misplaced', place);
    pending.set(hash, { text, entry });
  }

  function readArchiveHeader(entry: ArchiveEntry): ArchiveHead {
    try {
      if (entry.name !== HEADER_NAME) throw new Malformed('name', HEADER_NAME);
      return parseCanonical(decodeUtf8(entry.body) ?? '', (value) => {
        const one = objectAt(value, '', ['version', 'timestamp']);
        if (countAt(one['version'], 'version') !== 1) throw new Malformed('version', '1');
        // A text in practice, though the specification says a number.
        if (one['timestamp'] !== String(entry.timestamp)) {
          throw new Malformed('timestamp', 'the time of the entries');
        }
        return { timestamp: entry.timestamp, event: null, height: -1 };
      });
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return stop('archive-entry-foreign', 'byte 0', error.message);
    }
  }

  async function takeEvent(hash: string, text: string, entry: ArchiveEntry): Promise<void> {
    const event = parsedEvent(text, entry);
    const before = head as ArchiveHead;
    const place = `event ${event.height}`;
    if (event.parent !== before.event || event.height !== before.height + 1) {
      return stop('event-chain-broken', place);
    }
    const isMixed = setup?.isMixed ?? false;
    const next = phaseAfter(phase, event.type, isMixed);
    if (next === null) {
      const isTolerated =
        phase === 'closed' && (event.type === 'Ballot' || event.type === 'EndBallots');
      if (!isTolerated) return stop('event-out-of-order', place, `${event.type} when ${phase}`);
      log.add('strict', 'event-out-of-order', place, `${event.type} when ${phase}`);
      await hideBallots();
    }
    const expected = DATA_BEFORE[event.type];
    const hasPayload = event.payload !== null;
    if (hasPayload !== expected > 0 || (event.payload !== null && !pending.has(event.payload))) {
      return stop('payload-missing', place);
    }
    if (pending.size !== expected || (hasPayload && [...pending.keys()].at(-1) !== event.payload)) {
      log.add('strict', 'archive-data-misplaced', place);
    }
    await carryOut(event, hash, entry);
    head = { ...before, event: hash, height: event.height };
    phase = next ?? (event.type === 'Ballot' ? 'voting' : phase);
    if (phase === 'voting' && event.type === 'Setup') setupEvent = hash;
    end = entry.end;
  }

  /** Seen with the reference tool: what was cast before a second EndBallots is verified but not counted. */
  async function hideBallots(): Promise<void> {
    await settleAll();
    last.clear();
    isReopened = true;
  }

  function parsedEvent(text: string, entry: ArchiveEntry): ArchiveEvent {
    try {
      return parseEvent(text);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      return stop('event-malformed', `byte ${entry.offset}`, error.message);
    }
  }

  async function carryOut(event: ArchiveEvent, hash: string, entry: ArchiveEntry): Promise<void> {
    const data = new Map([...pending].map(([name, { text }]) => [name, text]));
    switch (event.type) {
      case 'Setup':
        return takeSetup(data, event.payload ?? '');
      case 'Ballot':
        return takeBallot(event);
      case 'EndBallots':
        return;
      case 'EncryptedTally':
        await settleAll();
        if (log.isInvalid()) throw new Unreadable();
        return tally?.encryptedTally(event, hash, data, await countBallots());
      case 'Shuffle':
        return tally?.shuffle(event, data);
      case 'EndShuffles':
        return tally?.endShuffles(event, hash);
      case 'PartialDecryption':
        return tally?.partialDecryption(event, data);
      case 'Result':
        tally?.result(event, data);
        options.onProgress?.(ballots, entry.end);
    }
  }

  function takeSetup(data: ReadonlyMap<string, string>, payload: string): void {
    try {
      const hashes = parseSetupData(data.get(payload) ?? '');
      const text = (hash: string) => data.get(hash) ?? stop('payload-missing', 'event 0');
      const texts = {
        election: text(hashes.election),
        trustees: text(hashes.trustees),
        credentials: text(hashes.credentials),
      };
      const order = [hashes.election, hashes.trustees, hashes.credentials, payload];
      if (order.some((hash, index) => [...pending.keys()][index] !== hash)) {
        log.add('strict', 'archive-data-misplaced', 'event 0');
      }
      setup = readSetup(texts, platform);
      if (resumed === undefined) checkSetup(setup, log);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      stop('setup-malformed', 'event 0', error.message);
    }
    if (log.isInvalid()) throw new Unreadable();
    work = setup === null ? null : options.openBallotWork(setup);
    tally = setup === null ? null : tallyPhase(setup, platform, log);
  }

  async function takeBallot(event: ArchiveEvent): Promise<void> {
    const hash = event.payload ?? '';
    const data = pending.get(hash);
    if (data === undefined) return;
    ballots += 1;
    verifiedNow += 1;
    const place = `event ${event.height}`;
    if (seen.has(hash)) log.add('strict', 'ballot-repeated', place);
    seen.add(hash);
    const { offset, sizeBytes } = data.entry;
    queue.push({ place, ballot: { offset, sizeBytes, hash }, text: data.text });
    if (queue.length === BATCH_BALLOTS) await sendBatch();
  }

  async function sendBatch(): Promise<void> {
    if (queue.length === 0 || work === null) return;
    const batch = queue.splice(0);
    underWay.push({ batch, verdicts: work.verify(batch.map(({ text }) => text)) });
    if (underWay.length > work.parallel) await settleOne();
  }

  async function settleOne(): Promise<void> {
    const one = underWay.shift();
    if (one === undefined) return;
    const verdicts = await one.verdicts;
    one.batch.forEach(({ place, ballot }, index) => {
      const verdict = verdicts[index];
      if (verdict?.ok === true) last.set(verdict.credential, ballot);
      else if (verdict !== undefined) {
        log.add('invalid', verdict.refusal.code, place, verdict.refusal.detail);
      }
    });
    options.onProgress?.(ballots, end);
  }

  async function settleAll(): Promise<void> {
    await sendBatch();
    while (underWay.length > 0) await settleOne();
  }

  async function countBallots(): Promise<CountedBallots> {
    if (setup === null || work === null) throw new Unreadable();
    let totalWeight = 0;
    for (const credential of last.keys()) totalWeight += setup.weights.get(credential) ?? 0;
    const counted = await sumBallots(setup, work, lastTexts());
    return { numTallied: last.size, totalWeight, tally: counted };
  }

  async function* lastTexts(): AsyncGenerator<string> {
    for (const { offset, sizeBytes, hash } of last.values()) {
      const bytes = await source.read(offset + 512, sizeBytes);
      // What was verified may have been overwritten since.
      if (hashOf(platform, bytes) !== hash) stop('archive-hash-wrong', `byte ${offset}`);
      yield decodeUtf8(bytes) ?? '';
    }
  }

  function finish(): void {
    if (phase === 'empty' && !log.isInvalid())
      log.add('invalid', 'archive-without-setup', 'byte 0');
    if (log.isInvalid()) return;
    if (pending.size > 0) log.add('invalid', 'archive-truncated', 'end');
    if (phase !== 'done') log.add('strict', 'unfinished', `phase ${phase}`);
    if (phase === 'voting' && head !== null && !isReopened) {
      checkpoint = { format: 1, offset: end, head, setup: setupEvent, ballots, last: [...last] };
    }
    checkSidecar();
  }

  function checkSidecar(): void {
    if (options.sidecar === null || setup === null) {
      log.add('strict', 'sidecar-missing', 'sidecar');
      return;
    }
    try {
      tally?.checkSidecar(parseSidecar(setup.group, options.sidecar));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      log.add('strict', 'sidecar-malformed', 'sidecar', error.message);
    }
  }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
