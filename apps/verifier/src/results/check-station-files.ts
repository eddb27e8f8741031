import { closingTimes } from '../calendar/closing.ts';
import { fromBase64url, toHex } from '../bytes.ts';
import type { SealedElection } from '../election-types.ts';
import type { OpenedFact } from '../facts/log-state.ts';
import { papersOf } from '../forms/paper.ts';
import type { StationResult, StationTask, TaskKey } from '../stations/station-task.ts';
import type { ElectionWork } from './election-work.ts';
import type { Figures, Followed } from './follow-protocols.ts';

export type StationsDone = {
  readonly results: readonly StationResult[];
  readonly figures: Figures;
  readonly signatures: number;
};

/** Checks the files of all stations, and gathers the figures of the packages in them. */
export async function checkStationFiles(
  work: ElectionWork,
  sealed: SealedElection,
  opened: OpenedFact,
  followed: readonly Followed[],
): Promise<StationsDone> {
  const { election, runner, findings, primitives, logEndMs } = work;
  const key = fromBase64url(opened.packageKey) ?? new Uint8Array(0);
  const context = {
    election: election.code,
    mode: sealed.definition.mode,
    definition: opened.definition,
    legalCount: opened.legalCount,
    publicationKey: opened.publicationKey,
    packageKey: opened.packageKey,
    packageFingerprint: toHex(primitives.sha256(key)),
    clock: election.clock,
    releaseAt: opened.releaseAt,
    papers: papersOf(sealed),
    contests: sealed.definition.contests.map(({ code, districtSet }) => ({ code, districtSet })),
    logEndMs,
  };
  const tasks = tasksOf(work, sealed, followed);
  const onDone = (stations: number) => work.onProgress('stations', stations, tasks.length);
  const [done] = await Promise.all([runner.stations(context, tasks, onDone), runner.help()]);
  for (const { found } of done) findings.merge(found);
  const results = done.flatMap(({ stations }) => stations);
  const figures = new Map(
    results.flatMap(({ packages }) =>
      packages.map(({ hash, content, origin }) => [hash, { content, origin }] as const),
    ),
  );
  const signatures = done.reduce((sum, one) => sum + one.signatures, 0);
  return { results, figures, signatures };
}

function tasksOf(
  { election }: ElectionWork,
  sealed: SealedElection,
  followed: readonly Followed[],
): readonly StationTask[] {
  const closing = closingTimes(sealed);
  const protocols = Map.groupBy(followed, ({ station }) => station);
  const keys = Map.groupBy(
    [...election.keys].map(([fingerprint, key]) => ({ fingerprint, key })),
    ({ key }) => key.station,
  );
  return [...sealed.stations.values()].map(({ number, territoryCode, districts }) => ({
    station: number,
    territory: territoryCode,
    districts,
    closesMs: closing.get(number) ?? null,
    protocols: (protocols.get(number) ?? []).map(
      ({ contest, station, count, steps, arrivals, decisions }) => ({
        contest,
        station,
        count,
        steps,
        arrivals,
        decisions,
      }),
    ),
    keys: (keys.get(number) ?? []).map(({ fingerprint, key }): TaskKey => {
      const { publicKey, validFrom, validUntil, timeMs, revoked } = key;
      const revokedMs = revoked?.timeMs ?? null;
      return { fingerprint, publicKey, validFrom, validUntil, timeMs, revokedMs };
    }),
  }));
}
