import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Limits by account, never by network address: whole commissions share one address, and in October 2021
 * a limit by address cut Estonia's polling stations off their own election system.
 * A person works at tens of calls a minute; these bounds stop programs, not people.
 */
const READS_PER_MINUTE = 1200;
const WRITES_PER_MINUTE = 240;
/** All anonymous calls of this process together: sign-in has its own, finer defence. */
const ANONYMOUS_PER_SECOND = 200;

export type RateLimits = {
  /** True when the call may go on. */
  readonly admit: (personId: string | null, method: string) => Promise<boolean>;
};

export function createRateLimits(): RateLimits {
  const reads = new RateLimiterMemory({ points: READS_PER_MINUTE, duration: 60 });
  const writes = new RateLimiterMemory({ points: WRITES_PER_MINUTE, duration: 60 });
  const anonymous = new RateLimiterMemory({ points: ANONYMOUS_PER_SECOND, duration: 1 });
  return {
    admit: async (personId, method) => {
      if (personId === null) return consume(anonymous, 'all');
      return consume(method === 'GET' ? reads : writes, personId);
    },
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
