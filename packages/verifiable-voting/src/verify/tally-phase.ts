/** The events after the ballots: encrypted tally, shuffles, partial decryptions, result. */
import type { ArchiveEvent } from '../archive/event.ts';
import { equal } from '../groups/group.ts';
import { Malformed } from '../objects/shape.ts';
import {
  type EncryptedTally,
  parseEncryptedTally,
  parseOwned,
  parsePartialDecryption,
  parseResult,
  parseShuffle,
  parseSizedEncryptedTally,
  type ResultRow,
} from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';
import { decryptTally, isShare, resultOf, type Share } from '../tally/combine.ts';
import { isShuffleRight, isWithinGroup, shuffledQuestions } from './check-shuffle.ts';
import type { FindingLog } from './findings.ts';
import type { Setup } from './setup.ts';
import { isFullContextProof, type SidecarLine } from './sidecar.ts';

/** The texts of the data before an event, by their hashes. */
export type PendingData = ReadonlyMap<string, string>;

/** What the ballots give. */
export type CountedBallots = {
  readonly numTallied: number;
  readonly totalWeight: number;
  readonly tally: EncryptedTally;
};

export type TallyPhase = ReturnType<typeof tallyPhase>;

export function tallyPhase(setup: Setup, platform: Platform, log: FindingLog) {
  const { group, election, fingerprint, trustees, trusteeKeys } = setup;
  let tally: EncryptedTally = [];
  let tallyHash = '';
  let totalWeight = 0;
  /** Hash of the last event before decryption. */
  let head = '';
  const shufflers = new Set<number>();
  const decryptors = new Set<number>();
  const shares: (Share & { readonly payload: string })[] = [];
  let result: readonly ResultRow[] | null = null;

  /** Runs a reader; what it cannot read is a finding. */
  function reading<Value>(
    code: 'tally-malformed' | 'shuffle-malformed' | 'share-malformed' | 'result-malformed',
    place: string,
    read: () => Value,
  ): Value | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      log.add('invalid', code, place, error.message);
      return null;
    }
  }

  const payloadOf = (event: ArchiveEvent, data: PendingData) => data.get(event.payload ?? '') ?? '';

  function nested(data: PendingData, hash: string): string {
    const text = data.get(hash);
    if (text === undefined) throw new Malformed('payload', 'among the data before the event');
    return text;
  }

  const shuffled = shuffledQuestions(setup);

  return {
    encryptedTally(event: ArchiveEvent, hash: string, data: PendingData, counted: CountedBallots) {
      const place = `event ${event.height}`;
      totalWeight = counted.totalWeight;
      tally = counted.tally;
      head = hash;
      const sized = reading('tally-malformed', place, () =>
        parseSizedEncryptedTally(payloadOf(event, data)),
      );
      if (sized === null) return;
      tallyHash = sized.encryptedTally;
      const archived = reading('tally-malformed', place, () =>
        parseEncryptedTally(group, nested(data, sized.encryptedTally)),
      );
      if (archived !== null && !areSame(archived, counted.tally)) {
        log.add('invalid', 'tally-differs', place);
      }
      if (sized.numTallied !== counted.numTallied || sized.totalWeight !== totalWeight) {
        const detail = `${sized.numTallied} of weight ${sized.totalWeight} claimed, ${counted.numTallied} of weight ${totalWeight} found`;
        log.add('strict', 'tally-size-differs', place, detail);
      }
    },

    shuffle(event: ArchiveEvent, data: PendingData) {
      const place = `event ${event.height}`;
      const read = reading('shuffle-malformed', place, () => {
        const owned = parseOwned(payloadOf(event, data));
        return { owner: owned.owner, shuffle: parseShuffle(group, nested(data, owned.payload)) };
      });
      if (read === null) return;
      const { owner, shuffle } = read;
      if (owner < 1 || owner > trusteeKeys.length) log.add('invalid', 'shuffle-malformed', place);
      if (shufflers.has(owner)) log.add('strict', 'shuffle-repeated', place);
      shufflers.add(owner);
      if (!isWithinGroup(setup, shuffle)) log.add('strict', 'shuffle-element-outside-group', place);
      if (!isShuffleRight(setup, platform, tally, shuffle)) {
        log.add('invalid', 'shuffle-proof-wrong', place);
        return;
      }
      tally = tally.map((row, index) => shuffle.ciphertexts[shuffled.indexOf(index)] ?? row);
    },

    endShuffles(event: ArchiveEvent, hash: string) {
      head = hash;
      if (shufflers.size === 0) log.add('strict', 'shuffle-missing', `event ${event.height}`);
    },

    partialDecryption(event: ArchiveEvent, data: PendingData) {
      const place = `event ${event.height}`;
      const read = reading('share-malformed', place, () => {
        const owned = parseOwned(payloadOf(event, data));
        return { ...owned, share: parsePartialDecryption(group, nested(data, owned.payload)) };
      });
      if (read === null) return;
      const { owner, payload, share } = read;
      const own = trusteeKeys[owner - 1];
      if (own === undefined) {
        log.add('invalid', 'share-malformed', place, `there is no trustee ${owner}`);
        return;
      }
      if (decryptors.has(owner)) {
        log.add('invalid', 'share-repeated', place);
        return;
      }
      decryptors.add(owner);
      if (!share.factors.flat().every((factor) => group.isMember(factor))) {
        log.add('strict', 'share-element-outside-group', place);
      }
      if (!isShare(group, fingerprint, own, tally, share)) {
        log.add('invalid', 'share-proof-wrong', place);
        return;
      }
      shares.push({ owner, payload, factors: share.factors });
    },

    result(event: ArchiveEvent, data: PendingData) {
      const place = `event ${event.height}`;
      const claimed = reading('result-malformed', place, () => parseResult(payloadOf(event, data)));
      const decrypted = decryptTally(group, trustees, tally, shares);
      if (decrypted === null) {
        log.add('invalid', 'shares-missing', place);
        return;
      }
      const found = resultOf(group, election, decrypted, totalWeight);
      if (claimed === null) return;
      if (found === null || JSON.stringify(found) !== JSON.stringify(claimed)) {
        log.add('invalid', 'result-differs', place);
        return;
      }
      result = claimed;
    },

    checkSidecar(lines: readonly SidecarLine[]) {
      for (const share of shares) {
        const line = lines.find((one) => one.owner === share.owner && one.share === share.payload);
        const place = `trustee ${share.owner}`;
        const own = trusteeKeys[share.owner - 1];
        const context = { election: fingerprint, head, tally: tallyHash };
        if (line === undefined || own === undefined) {
          log.add('strict', 'sidecar-proof-missing', place);
        } else if (!isFullContextProof(group, line, context, own, tally, share.factors)) {
          log.add('strict', 'sidecar-proof-wrong', place);
        }
      }
    },

    /** What a trustee decrypts now, for making partial decryptions. */
    current: () => ({ tally, tallyHash, head, totalWeight, shares: shares as readonly Share[] }),
    verifiedResult: () => result,
  };
}

function areSame(a: EncryptedTally, b: EncryptedTally): boolean {
  return (
    a.length === b.length &&
    a.every((row, i) => {
      const other = b[i] ?? [];
      return (
        row.length === other.length &&
        row.every((one, j) => {
          const two = other[j];
          return two !== undefined && equal(one.alpha, two.alpha) && equal(one.beta, two.beta);
        })
      );
    })
  );
}
