import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Officials are limited by account or device, never by network address: whole commissions share one
 * address, and in October 2021 a limit by address cut Estonia's polling stations off their own election
 * system. Only strangers count by network (/24 or /48), in memory that is never stored; so a flood
 * from one network leaves everybody else, and every known device, free to sign in.
 * A person works at tens of calls a minute; these bounds stop programs, not people.
 */
const READS_PER_MINUTE = 1200;
const WRITES_PER_MINUTE = 240;
const SIGN_INS_PER_DEVICE_PER_MINUTE = 30;
/** A commission of some hundred people that begins its morning behind one address. */
const STRANGERS_PER_NETWORK_PER_MINUTE = 600;

/** Who calls, as well as it is known. */
export type Caller =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'device'; readonly id: string }
  | { readonly kind: 'stranger'; readonly address: string };

export type RateLimits = {
  /** True when the call may go on. */
  readonly admit: (caller: Caller, method: string) => Promise<boolean>;
};

export function createRateLimits(): RateLimits {
  const reads = new RateLimiterMemory({ points: READS_PER_MINUTE, duration: 60 });
  const writes = new RateLimiterMemory({ points: WRITES_PER_MINUTE, duration: 60 });
  const devices = new RateLimiterMemory({ points: SIGN_INS_PER_DEVICE_PER_MINUTE, duration: 60 });
  const networks = new RateLimiterMemory({
    points: STRANGERS_PER_NETWORK_PER_MINUTE,
    duration: 60,
  });
  return {
    admit: async (caller, method) => {
      if (caller.kind === 'person') return consume(method === 'GET' ? reads : writes, caller.id);
      if (caller.kind === 'device') return consume(devices, caller.id);
      return consume(networks, networkOf(caller.address));
    },
  };
}

/** The /24 of an IPv4 address, also a mapped one, or the /48 of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /(?:^|:)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = ''] = address.split('::', 1);
  return head.split(':').slice(0, 3).join(':');
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
