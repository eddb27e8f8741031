import type { FastifyInstance } from 'fastify';
import { recordFact } from '../../platform/evidence.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Platform } from '../../platform/platform.ts';
import { electionInForce } from '../elections/public.ts';
import { lookupAttacked, lookupCalm } from './events.ts';
import type { LookupLimits } from './lookup-limits.ts';

/** Nobody may ask after an attack, and it is over all the same. */
const LOOK_EVERY_MS = 60_000;

export type AttackWatch = {
  readonly note: (outcome: 'found' | 'missed', election: string, now: Date) => Promise<void>;
  readonly look: (now: Date) => Promise<void>;
};

/** Tells everybody by a public fact, and the operator by a metric, when somebody begins to try numbers and when it is over. */
export function watchAttacks(
  app: FastifyInstance,
  platform: Platform,
  metrics: Metrics,
  limits: LookupLimits,
): AttackWatch {
  const { log } = platform;
  let attacked = '';
  const look = async (now: Date) => {
    const ended = limits.takeEnded(now.getTime());
    if (ended === null) return;
    metrics.setLookupAlarm(false);
    log.info({ part: 'voter-lookup', ...ended }, 'nobody tries numbers any more');
    await tellPublic(platform, { event: lookupCalm, election: attacked, fields: ended }, now);
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = look(platform.now());
  }, LOOK_EVERY_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await looking;
  });
  return {
    look,
    note: async (outcome, election, now) => {
      if (!limits.note(outcome, now.getTime())) return;
      attacked = election;
      const counts = limits.counts();
      metrics.setLookupAlarm(true);
      log.warn(
        { part: 'voter-lookup', ...counts },
        'somebody tries numbers: every question needs a puzzle now',
      );
      await tellPublic(platform, { event: lookupAttacked, election, fields: counts }, now);
    },
  };
}

type Message =
  | {
      readonly event: typeof lookupAttacked;
      readonly election: string;
      readonly fields: ReturnType<LookupLimits['counts']>;
    }
  | {
      readonly event: typeof lookupCalm;
      readonly election: string;
      readonly fields: NonNullable<ReturnType<LookupLimits['takeEnded']>>;
    };

/** Everybody may know that the list was attacked. No answer hangs on it. */
async function tellPublic(
  { database, log }: Platform,
  { event, election, fields }: Message,
  now: Date,
): Promise<void> {
  try {
    const found = await electionInForce(database, election);
    if (found === null || found.version === null) return;
    const subject = `${election}/voter-lookup`;
    const territoryPath = found.pack.root;
    const context = { now, actor: null, election, territoryPath, subject };
    await recordFact(database, event, context, fields);
  } catch (error) {
    log.error({ part: 'voter-lookup', err: error }, 'the alarm was not recorded');
  }
}
