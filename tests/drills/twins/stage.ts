import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { runningClusterUrl } from '../../../apps/server/src/platform/embedded-postgres-cluster.ts';
import { type Ended, runOvoz } from '../../cli/run-ovoz.ts';
import { DrillFailure } from '../drill-failure.ts';
import { type DrillServer, startDrillServer } from '../drill-server.ts';

const SETTLING_LIMIT_MS = 180_000;
const PAUSE_MS = 1000;

/** A copy of the honest night, on which one twin is played. */
export type Stage = {
  readonly folder: string;
  readonly data: string;
  /** Folder of the published record. */
  readonly published: string;
  readonly country: string;
  readonly seed: string;
  /** Starts the server on the copy; it is stopped with the stage if the twin does not. */
  readonly start: () => Promise<DrillServer>;
  /** While the server runs: as whoever owns the machine sees the database. */
  readonly asSuperuser: <Answer>(
    work: (database: postgres.Sql) => Promise<Answer>,
  ) => Promise<Answer>;
  readonly ovoz: (...args: readonly string[]) => Promise<Ended>;
};

export type Night = {
  readonly folder: string;
  readonly country: string;
  readonly seed: string;
};

/** Plays on a copy of the night, and takes away what is left of it. */
export async function onCopy<Answer>(
  night: Night,
  name: string,
  play: (stage: Stage) => Promise<Answer>,
): Promise<Answer> {
  const folder = `${night.folder}-${name}`;
  copyFolder(night.folder, folder);
  const servers: DrillServer[] = [];
  try {
    return await play(stageIn({ ...night, folder }, servers));
  } finally {
    for (const server of servers) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param servers takes the servers that are started, for whoever stops them. */
export function stageIn(night: Night, servers: DrillServer[]): Stage {
  const { folder } = night;
  const data = join(folder, 'data');
  return {
    folder,
    data,
    published: join(data, 'site', 'published'),
    country: night.country,
    seed: night.seed,
    start: async () => {
      const server = await startDrillServer(folder, night.country);
      servers.push(server);
      return server;
    },
    asSuperuser: async (work) => {
      const database = postgres(databaseOf(data), { max: 1, onnotice: () => {} });
      try {
        return await work(database);
      } finally {
        await database.end({ timeout: 1 });
      }
    },
    ovoz: (...args) => runOvoz(args, { DATABASE_URL: '' }),
  };
}

/** With owners and modes, which PostgreSQL and the keys insist on. */
export function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

function databaseOf(data: string): string {
  return runningClusterUrl(join(data, 'database'));
}

/** What `ovoz watch --once` raised, as code and place. An honest database has nothing. */
export async function alarmsOf(stage: Stage): Promise<readonly string[]> {
  const state = join(stage.folder, 'watch');
  mkdirSync(state, { recursive: true });
  const where = ['--data', stage.data, '--state', state, '--every', '3'];
  const { exitCode, out, err } = await stage.ovoz('--json', 'watch', '--once', ...where);
  const lines = out.split('\n').filter((line) => line !== '');
  const looks = lines.filter((line) => line.startsWith('{"look"'));
  if (looks.length === 0)
    throw new DrillFailure(`The watcher saw nothing (${exitCode}): ${out}${err}`);
  return lines.flatMap((line) => {
    const { alarm } = JSON.parse(line) as { alarm?: { code: string; place: string } };
    return alarm === undefined ? [] : [`${alarm.code} at ${alarm.place}`];
  });
}

/** Documents and tables follow the figures within seconds; until then the watcher sees files without their manifest. */
export async function untilAllAgree(stage: Stage): Promise<void> {
  const until = performance.now() + SETTLING_LIMIT_MS;
  for (;;) {
    const alarms = await alarmsOf(stage);
    if (alarms.length === 0) return;
    if (performance.now() > until) throw new DrillFailure(`Of an honest night: ${alarms[0]}`);
    await wait(PAUSE_MS);
  }
}

/** What `ovoz verify` says of the published record. */
export async function verdictOn(stage: Stage, ...options: readonly string[]) {
  const { out, err } = await stage.ovoz('--json', 'verify', stage.published, ...options);
  try {
    return JSON.parse(out) as {
      readonly outcome: string;
      readonly findings: readonly {
        severity: string;
        code: string;
        place: string;
        sentence: string;
      }[];
    };
  } catch {
    throw new DrillFailure(`The verifier said nothing that can be read: ${out}${err}`);
  }
}
