import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { present } from '@ovoz/basics';
import { createClient } from '@ovoz/client';
import { getPackageAnchor } from '@ovoz/contract';
import { DrillFailure } from '../drill-failure.ts';
import { sendLatePackage } from './late-package.ts';
import { acceptedProtocols, type Prey, replacePackage, withVotes } from './meddling.ts';
import { makeSecondTree } from './second-tree.ts';
import { serveSite } from './second-site.ts';
import { alarmsOf, copyFolder, type Stage, untilAllAgree, verdictOn } from './stage.ts';

/** Who noticed, in which words. */
export type Detection = { readonly detector: string; readonly said: string };

/** Somebody with every right over the machine, and how it comes out. */
export type Twin = {
  readonly name: string;
  readonly deed: string;
  /** Detections, the first as soon as it is there. Empty: it was silent, and the drill has failed. */
  readonly play: (stage: Stage) => Promise<readonly Detection[]>;
};

const CONTEST = 'party-list';
/** Two checkpoints and a little: what is not in the log by then is kept from it. */
const ANCHOR_PATIENCE_MS = 30_000;
const POLL_MS = 300;

export const TWINS: readonly Twin[] = [
  {
    name: 'changed-count',
    deed: 'A superuser gives one party ten votes more at one station, with fitting hashes.',
    play: (stage) =>
      meddle(stage, async (prey) => {
        const [option] = optionsOf(prey);
        return withVotes(prey, { [option]: 10 });
      }),
  },
  {
    name: 'moved-vote',
    deed: 'A superuser moves a vote from one party to another; every total stays as it is.',
    play: (stage) =>
      meddle(stage, async (prey) => {
        const [from, to] = optionsOf(prey);
        return withVotes(prey, { [from]: -1, [to]: 1 });
      }),
  },
  {
    name: 'deleted-tail',
    deed: 'A superuser deletes what waits in the outbox, right after a device had its receipt.',
    play: deleteTail,
  },
  {
    name: 'restored-yesterday',
    deed: 'Somebody restores yesterday’s database and goes on.',
    play: restoreYesterday,
  },
  {
    name: 'two-trees',
    deed: 'The operator signs two trees of the same size and shows each observer another one.',
    play: showTwoTrees,
  },
  {
    name: 'replaced-file',
    deed: 'Somebody replaces the published result of the nation.',
    play: replaceFile,
  },
  {
    name: 'swapped-stations',
    deed: 'A superuser swaps the packages of two stations.',
    play: swapStations,
  },
];

/** Two parties that both have votes at the station. */
function optionsOf({ content }: Prey): readonly [string, string] {
  const [first, second] = Object.entries(content.payload.content.votes).flatMap(
    ([option, votes]) => ((votes ?? 0) > 0 ? [option] : []),
  );
  return [present(first, 'somebody has votes'), present(second, 'somebody else has votes')];
}

/** Replaces one package while the server runs; then lets the server publish what it has now. */
async function meddle(
  stage: Stage,
  forge: (prey: Prey) => Promise<Prey['content']>,
): Promise<readonly Detection[]> {
  const server = await stage.start();
  const station = await stage.asSuperuser(async (database) => {
    const [prey] = await acceptedProtocols(database, CONTEST);
    const own = present(prey, 'a night has accepted protocols');
    await replacePackage(database, own, await forge(own));
    return own.station;
  });
  const alarms = await watched(stage, /^package-unrecorded/);
  await server.stop();
  return [...alarms, ...(await verifiedWhenPublished(stage, station))];
}

async function swapStations(stage: Stage): Promise<readonly Detection[]> {
  const server = await stage.start();
  await stage.asSuperuser(async (database) => {
    const [first, second] = await acceptedProtocols(database, CONTEST);
    const [a, b] = [present(first, 'one station'), present(second, 'another station')];
    await database.begin(async (transaction) => {
      await transaction`set local session_replication_role = replica`;
      await transaction`update result_packages
        set station = case when hash = ${a.hash} then ${b.station} else ${a.station} end
        where hash in (${a.hash}, ${b.hash})`;
      await transaction`update result_protocols
        set package_hash = case when station = ${a.station} then ${b.hash} else ${a.hash} end
        where contest = ${CONTEST} and legal and station in (${a.station}, ${b.station})`;
    });
  });
  const alarms = await watched(stage, /^package-altered/);
  await server.stop();
  return [...alarms, ...(await publisherRefuses(stage))];
}

/** A publisher that starts reads every package, and publishes nothing where one is of another station. */
async function publisherRefuses(stage: Stage): Promise<readonly Detection[]> {
  const said = 'the package that stands is of its protocol';
  const server = await stage.start();
  const log = join(stage.folder, 'server.log');
  const isSaid = await within(ANCHOR_PATIENCE_MS, () => readFileSync(log, 'utf8').includes(said));
  await server.stop();
  return isSaid ? [{ detector: 'the publisher, which stops', said: `broken: ${said}` }] : [];
}

async function replaceFile(stage: Stage): Promise<readonly Detection[]> {
  await stage.start();
  // A publisher that starts compares all its files and would mend this one.
  await untilAllAgree(stage);
  const path = join(resultsOf(stage), 'nation.json');
  const honest = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    honest.replace(/"seats":(\d+)/, (_, seats: string) => `"seats":${Number(seats) + 1}`),
  );
  return [...(await watched(stage, /^file-altered.*nation\.json/)), ...(await verified(stage))];
}

/** The outbox is emptied within the second that the sequencer takes; where that was too slow, once more. */
async function deleteTail(stage: Stage): Promise<readonly Detection[]> {
  const { origin } = await stage.start();
  const prey = await stage.asSuperuser((database) => acceptedProtocols(database, CONTEST));
  for (const { content } of prey) {
    const isGone = await stage.asSuperuser(async (database) => {
      const receipt = await sendLatePackage(stage, origin, content);
      const deleted = await database.begin(async (transaction) => {
        await transaction`set local session_replication_role = replica`;
        return transaction`delete from evidence_facts
          where leaf_index is null and hash = ${Buffer.from(receipt.fact, 'hex')} returning id`;
      });
      return deleted.length > 0 ? receipt : null;
    });
    if (isGone === null) continue;
    const alarms = await watched(stage, /^package-unrecorded/);
    return [...alarms, ...(await deviceWaits(origin, isGone.hash))];
  }
  throw new DrillFailure('The sequencer was faster each time.');
}

/** The device asks for its place in the log, as it does until it has it. */
async function deviceWaits(origin: string, hash: string): Promise<readonly Detection[]> {
  let state = '';
  const isAnchored = await within(ANCHOR_PATIENCE_MS, async () => {
    const answer = await createClient({ origin, fetch }).call(getPackageAnchor, {
      params: { hash },
    });
    state = answer.ok ? answer.value.state : answer.refusal.code;
    return state === 'anchored';
  });
  if (isAnchored) return [];
  const said = `${state}, and not anchored after ${ANCHOR_PATIENCE_MS / 1000} s: it keeps the package and the receipt`;
  return [{ detector: 'the device', said }];
}

async function restoreYesterday(stage: Stage): Promise<readonly Detection[]> {
  const database = join(stage.data, 'database');
  const yesterday = join(stage.folder, 'yesterday');
  copyFolder(database, yesterday);
  const today = await stage.start();
  const before = sizeOf(stage);
  const [prey] = await stage.asSuperuser((sql) => acceptedProtocols(sql, CONTEST));
  await sendLatePackage(stage, today.origin, present(prey, 'somebody accepted something').content);
  while (sizeOf(stage) === before) await wait(POLL_MS);
  await today.stop();
  rmSync(database, { recursive: true });
  copyFolder(yesterday, database);
  const { origin } = await stage.start();
  const refusal = await refusalOfSequencer(origin);
  const alarms = await watched(stage, /^fact-missing/);
  return [
    ...(refusal === undefined ? [] : [{ detector: 'the sequencer at its start', said: refusal }]),
    ...alarms,
  ];
}

/** Why the sequencer signs nothing any more, once it has compared the database with what it signed. */
async function refusalOfSequencer(origin: string): Promise<string | undefined> {
  let refusal: string | undefined;
  await within(ANCHOR_PATIENCE_MS, async () => {
    const answer = await fetch(`${origin}/readyz`);
    const { logs } = (await answer.json()) as { logs?: Record<string, string> };
    refusal = logs?.['public'];
    return refusal !== undefined;
  });
  return refusal;
}

function sizeOf({ published }: Stage): number {
  return Number(readFileSync(join(published, 'log', 'checkpoint'), 'utf8').split('\n')[1]);
}

async function showTwoTrees(stage: Stage): Promise<readonly Detection[]> {
  const sites = [await serveSite(stage.published), await serveSite(makeSecondTree(stage))];
  try {
    const folders: string[] = [];
    for (const [at, { origin }] of sites.entries()) {
      const folder = join(stage.folder, `witness-${at}`);
      const settings = [
        '--log',
        origin,
        '--name',
        `observer-${at}.example/witness`,
        '--folder',
        folder,
      ];
      await stage.ovoz('witness', ...settings, '--once');
      folders.push(folder);
    }
    const compared = await stage.ovoz('--json', 'witness', 'compare', ...folders);
    if (compared.exitCode === 0) return [];
    return [{ detector: 'ovoz witness compare', said: (compared.out + compared.err).trim() }];
  } finally {
    for (const site of sites) site.close();
  }
}

/** What the watcher says that fits. */
async function watched(stage: Stage, expected: RegExp): Promise<readonly Detection[]> {
  const alarms = await alarmsOf(stage);
  const fitting = alarms.find((alarm) => expected.test(alarm));
  if (fitting === undefined) return [];
  const more = alarms.length === 1 ? '' : `, and ${alarms.length - 1} more`;
  return [{ detector: 'ovoz watch', said: `${fitting}${more}` }];
}

/** Starts the server once more, lets it publish what its database has now of a station, and verifies that. */
async function verifiedWhenPublished(stage: Stage, station: string): Promise<readonly Detection[]> {
  const path = join(resultsOf(stage), 'stations', `${station}.json`);
  const before = readFileSync(path);
  const server = await stage.start();
  await within(ANCHOR_PATIENCE_MS, () => !readFileSync(path).equals(before));
  await server.stop();
  return verified(stage);
}

async function verified(stage: Stage): Promise<readonly Detection[]> {
  const { outcome, findings } = await verdictOn(stage);
  if (outcome !== 'false') return [];
  const worst = present(
    findings.find(({ severity }) => severity === 'false'),
    'a no has its reason',
  );
  return [{ detector: 'ovoz verify', said: `false: ${worst.code} at ${worst.place}` }];
}

function resultsOf({ published, country }: Stage): string {
  return join(published, 'elections', `${country}-2026-12-27-drill`, 'results');
}

/** Asks again until it is so, or the time is over. @returns whether it came to be so. */
async function within(limitMs: number, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() >= until) return false;
    await wait(POLL_MS);
  }
  return true;
}
