import type postgres from 'postgres';
import type { Alarm } from './alarm.ts';
import { checkFacts } from './check-facts.ts';
import { checkManifests, readFiles } from './check-files.ts';
import { checkPackages, checkProtocols } from './check-results.ts';
import { checkGrants, checkSealed, checkStationKeys } from './check-rights.ts';
import { readFacts } from './facts.ts';
import type { PublishedRecord } from './published.ts';
import { type KnownLog, readLog } from './read-log.ts';

export type Look = {
  readonly alarms: readonly Alarm[];
  readonly known: KnownLog | null;
  /** What was compared, so that a look that saw nothing is known from one that found nothing. */
  readonly facts: number;
  readonly entries: number;
};

/**
 * One look at database and published record, from outside of the server. Files and log are read before the
 * database: whatever is published was committed before, so that what is newer there is no alarm.
 */
export async function lookOnce(
  database: postgres.Sql,
  read: PublishedRecord,
  known: KnownLog | null,
  now: Date,
): Promise<Look> {
  const files = await readFiles(read);
  const log = await readLog(read, known);
  return database.begin('isolation level repeatable read read only', async (snapshot) => {
    const facts = await readFacts(snapshot);
    const alarms = [
      ...log.alarms,
      ...(log.entries === null ? [] : checkFacts(facts, log.entries, now)),
      ...(await checkPackages(snapshot, facts)),
      ...(await checkProtocols(snapshot, facts)),
      ...(await checkGrants(snapshot, facts)),
      ...(await checkStationKeys(snapshot, facts)),
      ...(await checkSealed(snapshot, facts)),
      ...checkManifests(files.manifests, facts),
      ...files.alarms,
    ];
    return { alarms, known: log.known, facts: facts.length, entries: log.entries?.length ?? 0 };
  });
}

/**
 * Tells which alarms of a look are to be raised now: all that are certain, and of those that may pass the ones
 * that the look before had too. Each is raised once, and again when it was gone in between.
 */
export function createAlarmFilter(): (alarms: readonly Alarm[]) => readonly Alarm[] {
  let before = new Set<string>();
  let raised = new Set<string>();
  return (alarms) => {
    const certain = alarms.filter((one) => !one.mayPass || before.has(nameOf(one)));
    const fresh = certain.filter((one) => !raised.has(nameOf(one)));
    before = new Set(alarms.map(nameOf));
    raised = new Set(certain.map(nameOf));
    return fresh;
  };
}

const nameOf = ({ code, place }: Alarm) => `${code} ${place}`;
