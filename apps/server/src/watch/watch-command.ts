// --published FOLDER|ADDRESS --state FOLDER [--data FOLDER] [--every SECONDS] [--once] [--json]: compares database
// and published record with the log until it is stopped. Exit code 1: with --once when there is an alarm.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { explain } from '../command-report.ts';
import { reachDatabase } from '../connect.ts';
import { readConfiguration } from '../platform/configuration.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { siteFolder } from '../platform/sites.ts';
import type { Alarm } from './alarm.ts';
import { openPublished, type PublishedRecord } from './published.ts';
import type { KnownLog } from './read-log.ts';
import { createAlarmFilter, type Look, lookOnce } from './watch.ts';

/** Two looks and what they take stay below the minute within which every alarm is to be heard. */
const DEFAULT_SECONDS = 15;

const { values: options } = parseArgs({
  options: {
    published: { type: 'string' },
    state: { type: 'string', default: 'watch' },
    data: { type: 'string' },
    every: { type: 'string', default: String(DEFAULT_SECONDS) },
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

type Watch = {
  readonly database: Database;
  readonly read: PublishedRecord;
  readonly stateFile: string;
};

try {
  const data = options.data === undefined ? [] : ['--data', options.data];
  const configuration = readConfiguration(data, process.env, process.cwd());
  const published = options.published ?? join(siteFolder(configuration.dataDirectory), 'published');
  mkdirSync(options.state, { recursive: true });
  const service = await reachDatabase(configuration);
  const database = openDatabase(service.url, 'ovoz_auditor', 1);
  try {
    const stateFile = join(options.state, 'known-log.json');
    const watch: Watch = { database, read: openPublished(published), stateFile };
    process.exitCode = options.once ? await lookAndTell(watch) : await goOn(watch);
  } finally {
    await database.end({ timeout: 1 });
    await service.stop();
  }
} catch (error) {
  const { code, sentence } = explain(error);
  console.error(
    options.json ? JSON.stringify({ failure: { code, sentence } }) : `${sentence} (${code})`,
  );
  process.exitCode = 1;
}

/** Two looks, so that what passes between two writes is no alarm. @returns 1 when there is one. */
async function lookAndTell(watch: Watch): Promise<0 | 1> {
  const first = await look(watch);
  const passing = first.alarms.some(({ mayPass }) => mayPass);
  const filter = createAlarmFilter();
  const raised = [...filter(first.alarms)];
  if (passing) {
    await wait(Number(options.every) * 1000);
    raised.push(...filter((await look(watch)).alarms));
  }
  for (const one of raised) tell(one);
  say(first, raised.length);
  return raised.length === 0 ? 0 : 1;
}

async function goOn(watch: Watch): Promise<0> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const filter = createAlarmFilter();
  let told = '';
  while (!stop.signal.aborted) {
    const seen = await lookOrSay(watch);
    if (seen !== null) {
      const raised = filter(seen.alarms);
      for (const one of raised) tell(one);
      const state = `${seen.entries} ${seen.alarms.length}`;
      if (state !== told) say(seen, raised.length);
      told = state;
    }
    await wait(Number(options.every) * 1000, null, { signal: stop.signal }).catch(() => {});
  }
  return 0;
}

/** A database that restarts or a line that is dead is said and tried again: a watcher that ends sees nothing. */
async function lookOrSay(watch: Watch): Promise<Look | null> {
  try {
    return await look(watch);
  } catch (error) {
    const sentence = `The comparison could not be made: ${(error as Error).message}`;
    console.error(
      options.json ? JSON.stringify({ failure: { code: 'look-failed', sentence } }) : sentence,
    );
    return null;
  }
}

async function look({ database, read, stateFile }: Watch): Promise<Look> {
  const known = existsSync(stateFile)
    ? (JSON.parse(readFileSync(stateFile, 'utf8')) as KnownLog)
    : null;
  const seen = await lookOnce(database, read, known, new Date());
  writeFileSync(`${stateFile}.new`, JSON.stringify(seen.known));
  renameSync(`${stateFile}.new`, stateFile);
  return seen;
}

function tell({ code, place, sentence }: Alarm): void {
  const at = new Date().toISOString();
  const text = `${at}  ALARM ${code}  ${place}: ${sentence}`;
  console.log(options.json ? JSON.stringify({ alarm: { at, code, place, sentence } }) : text);
}

function say({ facts, entries, alarms }: Look, fresh: number): void {
  const at = new Date().toISOString();
  const verdict =
    alarms.length === 0 ? 'all agree' : `${alarms.length} alarms, ${fresh} of them new`;
  const text = `${at}  ${facts} facts, ${entries} entries of the log: ${verdict}`;
  console.log(
    options.json ? JSON.stringify({ look: { at, facts, entries, alarms: alarms.length } }) : text,
  );
}
