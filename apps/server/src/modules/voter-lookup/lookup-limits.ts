import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '../../platform/rate-limit.ts';

/** A family, or a street behind one address, asks so often; whoever asks more solves puzzles. */
const FREE_PER_NETWORK_PER_MINUTE = 60;
/** A mobile operator's gateway on the day before voting; a harvester needs years for a nation. */
const MOST_PER_NETWORK_PER_MINUTE = 1200;
const WINDOW_MS = 60_000;
/** People mistype a number now and then; who guesses misses nearly always. */
const MISSES_OF_AN_ATTACK = 600;
/** An attack counts as over when it has been quiet for so long. */
const CALM_MS = 5 * 60_000;

export type Admission = 'free' | 'puzzle' | 'refused';

/** What was answered while puzzles were asked of everybody, and for how long that was. */
export type EndedAttack = {
  readonly questions: number;
  readonly misses: number;
  readonly seconds: number;
};

export type LookupLimits = {
  /** Whether a stranger may ask. Networks are counted in memory, and are never stored or logged. */
  readonly admit: (address: string) => Promise<Admission>;
  /** Counts an answer. @returns true when an attack begins with it. */
  readonly note: (outcome: 'found' | 'missed', nowMs: number) => boolean;
  readonly isUnderAttack: (nowMs: number) => boolean;
  /** The attack that is over since it was asked last, or null. */
  readonly takeEnded: (nowMs: number) => EndedAttack | null;
  /** Questions and misses of this minute: all that an alarm says. */
  readonly counts: () => { readonly questions: number; readonly misses: number };
};

export function createLookupLimits(): LookupLimits {
  const free = new RateLimiterMemory({ points: FREE_PER_NETWORK_PER_MINUTE, duration: 60 });
  const most = new RateLimiterMemory({ points: MOST_PER_NETWORK_PER_MINUTE, duration: 60 });
  let window = { sinceMs: 0, questions: 0, misses: 0 };
  let attack: { sinceMs: number; untilMs: number; questions: number; misses: number } | null = null;
  const isUnderAttack = (nowMs: number) => attack !== null && nowMs <= attack.untilMs;
  return {
    admit: async (address) => {
      const network = networkOf(address);
      if (!(await consume(most, network))) return 'refused';
      return (await consume(free, network)) ? 'free' : 'puzzle';
    },
    note: (outcome, nowMs) => {
      if (nowMs - window.sinceMs > WINDOW_MS) {
        window = { sinceMs: nowMs, questions: 0, misses: 0 };
      }
      window.questions += 1;
      if (outcome === 'missed') window.misses += 1;
      if (attack !== null) {
        attack.questions += 1;
        if (outcome === 'missed') attack.misses += 1;
      }
      const isAttack = window.misses >= MISSES_OF_AN_ATTACK && window.misses * 2 > window.questions;
      if (!isAttack) return false;
      const untilMs = nowMs + CALM_MS;
      if (attack !== null && isUnderAttack(nowMs)) {
        attack.untilMs = untilMs;
        return false;
      }
      attack = { ...window, sinceMs: nowMs, untilMs };
      return true;
    },
    isUnderAttack,
    takeEnded: (nowMs) => {
      if (attack === null || isUnderAttack(nowMs)) return null;
      const { questions, misses, sinceMs, untilMs } = attack;
      attack = null;
      return { questions, misses, seconds: Math.round((untilMs - sinceMs) / 1000) };
    },
    counts: () => ({ questions: window.questions, misses: window.misses }),
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return false;
    throw reason;
  }
}
