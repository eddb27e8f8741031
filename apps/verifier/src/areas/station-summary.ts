import type { AreaFile, StationFile, StationProtocol } from '../election-types.ts';

export type Correction = AreaFile['corrections'][number];

/** A standing report of turnout. `listed` is null where the station did not tell how many stand on its list. */
export type TurnoutReport = {
  readonly hour: string;
  readonly voters: number;
  readonly listed: number | null;
};

/** What the files of areas repeat of the file of a station. */
export type StationSummary = {
  readonly station: string;
  /** By the legal count. */
  readonly contests: readonly {
    readonly contest: string;
    /** Highest version that people decided about; 0 when none. */
    readonly version: number;
    readonly flagged: boolean;
  }[];
  readonly corrections: readonly Correction[];
  readonly turnout: readonly TurnoutReport[];
};

/** What two people changed in figures that counted, or took out of them. */
const CORRECTING = ['corrected', 'annulled', 'reinstated', 'alarm-settled'];

/** Reads from a station's file what must stand in the files of its areas; small, so that all can be kept. */
export function stationSummary(file: StationFile): StationSummary {
  return {
    station: file.station,
    contests: file.protocols.filter(({ legal }) => legal).map(contestOf),
    corrections: file.protocols.flatMap((protocol) =>
      protocol.decisions.flatMap(({ decision, hash, reason, at }) => {
        if (!CORRECTING.includes(decision) || reason === null) return [];
        const version = protocol.versions.find((one) => one.hash === hash)?.version ?? 1;
        return [{ station: file.station, contest: protocol.contest, version, reason, at }];
      }),
    ),
    turnout: file.turnout.flatMap(reportOf),
  };
}

function contestOf(protocol: StationProtocol): StationSummary['contests'][number] {
  const { contest, status, standing, decisions, versions } = protocol;
  const decided = new Set(decisions.map(({ hash }) => hash));
  const counts = status === 'accepted';
  if (counts && standing !== null) decided.add(standing);
  const numbers = versions.filter(({ hash }) => decided.has(hash)).map(({ version }) => version);
  const findings = versions.find(({ hash }) => hash === standing)?.findings ?? [];
  const corrected = decisions.some(({ decision }) => decision === 'corrected');
  return {
    contest,
    version: Math.max(0, ...numbers),
    flagged: corrected || (counts && findings.length > 0),
  };
}

function reportOf(report: Readonly<Record<string, unknown>>): readonly TurnoutReport[] {
  const { hour, voters, listed } = report;
  if (typeof hour !== 'string' || typeof voters !== 'number') return [];
  return [{ hour, voters, listed: typeof listed === 'number' ? listed : null }];
}
