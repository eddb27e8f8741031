/** The ballots of an archive while it is read: verified in batches, the last of each credential counts. */
import { hashOf } from '../archive/write-archive.ts';
import type { Platform } from '../platform.ts';
import { BATCH_BALLOTS, type BallotVerdict, type BallotWork, sumBallots } from './ballot-work.ts';
import type { FindingLog } from './findings.ts';
import { type Datum, decodeUtf8 } from './read-events.ts';
import type { Setup } from './setup.ts';
import type { CountedBallots } from './tally-phase.ts';
import type { ArchiveSource, Checkpoint } from './verification.ts';

/** A ballot that counts as long as no later one by the same credential comes. */
export type LastBallot = {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly hash: string;
};

type Waiting = { readonly place: string; readonly ballot: LastBallot; readonly text: string };

/** Entries have a header of one block before their body. */
const HEADER_BYTES = 512;

export type BallotBox = ReturnType<typeof ballotBox>;

export function ballotBox(
  setup: Setup,
  work: BallotWork,
  log: FindingLog,
  { source, platform }: { readonly source: ArchiveSource; readonly platform: Platform },
  onSettled: () => void,
) {
  const last = new Map<string, LastBallot>();
  const seen = new Set<string>();
  const queue: Waiting[] = [];
  const underWay: { batch: Waiting[]; verdicts: Promise<readonly BallotVerdict[]> }[] = [];
  let ballots = 0;
  let verifiedNow = 0;

  async function sendBatch(): Promise<void> {
    if (queue.length === 0) return;
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
    onSettled();
  }

  async function* lastTexts(): AsyncGenerator<string> {
    for (const { offset, sizeBytes, hash } of last.values()) {
      const bytes = await source.read(offset + HEADER_BYTES, sizeBytes);
      // What was verified may have been overwritten since.
      if (hashOf(platform, bytes) !== hash) log.stop('archive-hash-wrong', `byte ${offset}`);
      yield decodeUtf8(bytes) ?? '';
    }
  }

  return {
    /** Takes a ballot; its verdict may come later. */
    async take(place: string, hash: string, { text, entry }: Datum): Promise<void> {
      ballots += 1;
      verifiedNow += 1;
      if (seen.has(hash)) log.add('strict', 'ballot-repeated', place);
      seen.add(hash);
      const { offset, sizeBytes } = entry;
      queue.push({ place, ballot: { offset, sizeBytes, hash }, text });
      if (queue.length === BATCH_BALLOTS) await sendBatch();
    },

    /** Waits for all verdicts. */
    async settle(): Promise<void> {
      await sendBatch();
      while (underWay.length > 0) await settleOne();
    },

    /** Goes on where an earlier verification stopped. */
    resume(checkpoint: Checkpoint): void {
      ballots = checkpoint.ballots;
      for (const [credential, ballot] of checkpoint.last) {
        last.set(credential, ballot);
        seen.add(ballot.hash);
      }
      for (const hash of checkpoint.replaced) seen.add(hash);
    },

    /** What a checkpoint remembers. */
    remembered(): Pick<Checkpoint, 'ballots' | 'last' | 'replaced'> {
      const counting = new Set(Array.from(last.values(), ({ hash }) => hash));
      return { ballots, last: [...last], replaced: [...seen].filter((one) => !counting.has(one)) };
    },

    /** Leaves out of the count all ballots so far. */
    forget: () => last.clear(),

    async count(): Promise<CountedBallots> {
      let totalWeight = 0;
      for (const credential of last.keys()) totalWeight += setup.weights.get(credential) ?? 0;
      const tally = await sumBallots(setup, work, lastTexts());
      return { numTallied: last.size, totalWeight, tally };
    },

    numbers: () => ({ ballots, verifiedNow, counted: last.size }),
  };
}
