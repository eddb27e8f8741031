import type { JsonValue } from '@ovoz/basics';
import type { PublishedArea, PublishedStationResult } from '@ovoz/contract';
import type { ProtocolContent, ResultPackage } from '@ovoz/election-model';
import type { StationTurnout } from '../../polling/public.ts';
import type {
  DecisionRow,
  ExplanationRow,
  PackageRow,
  ProtocolRow,
  ScanRow,
} from '../../result-protocols/public.ts';
import type { KeyRow } from '../../station-keys/public.ts';
import type { Area, Station } from './places.ts';

/** Everything that is stored about one station in one election. */
export type StationRows = {
  readonly protocols: readonly ProtocolRow[];
  readonly packages: readonly PackageRow[];
  readonly decisions: readonly DecisionRow[];
  readonly explanations: readonly ExplanationRow[];
  readonly scans: readonly ScanRow[];
  readonly keys: readonly KeyRow[];
};

/** Standing reports of a station. */
export type TurnoutReports = readonly (StationTurnout['reports'] extends ReadonlyMap<
  string,
  infer Report
>
  ? Report
  : never)[];

type Signed = 'format' | 'election' | 'mode' | 'publishedAt' | 'legalTime' | 'signature';
export type StationContent = Omit<PublishedStationResult, Signed>;
export type StationRow = Omit<PublishedArea['stations'][number], 'sha256'>;
export type Correction = PublishedArea['corrections'][number];

/** The file of a station: every version that people decided about, with findings, explanations and decisions. */
export function stationContent(
  place: Station,
  rows: StationRows,
  reports: TurnoutReports,
): StationContent {
  const { number, name, address, territoryCode } = place.station;
  return {
    station: number,
    name,
    address,
    territory: territoryCode,
    above: aboveStation(place),
    turnout: reports
      .map(({ hour, voters, listed, findings, number: report }) => ({
        hour,
        voters,
        listed,
        findings: [...findings],
        number: report,
      }))
      .toSorted((a, b) => (a.hour < b.hour ? -1 : 1)),
    protocols: rows.protocols.map((protocol) => protocolContent(protocol, rows)),
    keys: rows.keys.map(({ fingerprint, publicKey, validFrom, validUntil, revokedAt }) => ({
      fingerprint,
      publicKey: publicKey.toString('base64url'),
      validFrom: validFrom.toISOString(),
      validUntil: validUntil.toISOString(),
      revokedAt: revokedAt?.toISOString() ?? null,
    })),
    downloads: [],
  };
}

/** From the nation down to the territory of the station. */
function aboveStation({ listedIn: [territory] }: Station): StationContent['above'] {
  const areas = territory === undefined ? [] : [...territory.above, territory];
  return areas.map(placeLink);
}

export function placeLink({ code, file, name }: Area): StationContent['above'][number] {
  return { area: code, file, name };
}

function protocolContent(
  protocol: ProtocolRow,
  rows: StationRows,
): StationContent['protocols'][number] {
  const own = (row: Pick<ProtocolRow, 'contest' | 'count'>) =>
    row.contest === protocol.contest && row.count === protocol.count;
  const decisions = rows.decisions.filter(own);
  const { contest, district, count, legal, status, standing } = protocol;
  return {
    contest,
    district,
    count,
    legal,
    status,
    standing: status === 'accepted' ? standing : null,
    versions: decidedVersions(rows.packages.filter(own), decidedHashes(protocol, decisions)).map(
      (version) => ({
        version: version.version,
        hash: version.hash,
        package: version.text,
        fact: version.fact,
        receivedAt: version.receivedAt.toISOString(),
        findings: [...version.findings],
        explanations: rows.explanations
          .filter(({ hash }) => hash === version.hash)
          .map(({ check, reasonCode, text, at }) => ({
            check,
            reasonCode,
            text,
            at: at.toISOString(),
          })),
      }),
    ),
    decisions: decisions.map(({ decision, hash, reason, role, at, fact }) => ({
      decision,
      hash,
      reason,
      role,
      at: at.toISOString(),
      fact,
    })),
    scans: rows.scans.filter(own).map(({ sha256, mediaType }) => ({ sha256, mediaType })),
  };
}

/** What nobody has decided about is not yet public: it may be a slip that goes back. */
function decidedVersions(
  packages: readonly PackageRow[],
  decided: ReadonlySet<string>,
): readonly PackageRow[] {
  const last = lastDecided(packages, decided);
  return packages.filter(({ hash, version }) => decided.has(hash) || version < last);
}

/** What people decided about, and what counts. */
function decidedHashes(
  { status, standing }: ProtocolRow,
  decisions: readonly DecisionRow[],
): ReadonlySet<string> {
  const decided = new Set(decisions.map(({ hash }) => hash));
  return status === 'accepted' && standing !== null ? decided.add(standing) : decided;
}

function lastDecided(packages: readonly PackageRow[], decided: ReadonlySet<string>): number {
  const versions = packages.filter(({ hash }) => decided.has(hash)).map(({ version }) => version);
  return Math.max(0, ...versions);
}

/** The row of a station in the files of its areas: by the count that is the legal one. */
export function stationRow({ station }: Station, rows: StationRows): StationRow {
  const legal = rows.protocols.filter((protocol) => protocol.legal);
  return {
    number: station.number,
    name: station.name,
    contests: legal.map((protocol) => {
      const { contest, count, status } = protocol;
      const own = rows.packages.filter((row) => row.contest === contest && row.count === count);
      const decisions = rows.decisions.filter(
        (row) => row.contest === contest && row.count === count,
      );
      const decided = decidedHashes(protocol, decisions);
      const corrected = decisions.some(({ decision }) => decision === 'corrected');
      const counts = status === 'accepted';
      return {
        contest,
        status,
        version: lastDecided(own, decided),
        flagged: corrected || (counts && protocol.errors + protocol.warnings > 0),
        content: counts ? standingContent(own, protocol) : null,
      };
    }),
  };
}

/** The figures of the version that stands. */
function standingContent(
  packages: readonly PackageRow[],
  { standing }: ProtocolRow,
): ProtocolContent | null {
  const text = packages.find(({ hash }) => hash === standing)?.text;
  // Checked strictly when it was received; its hash is the row's key.
  return text === undefined ? null : (JSON.parse(text) as ResultPackage).payload.content;
}

/** What two people changed in figures that counted, or took out of them, with their reason. */
export function correctionsOf(rows: StationRows): readonly Correction[] {
  return rows.decisions.flatMap(({ station, contest, decision, hash, reason, at }) => {
    if (!CHANGES_FIGURES.has(decision) || reason === null) return [];
    const version = rows.packages.find((row) => row.hash === hash)?.version ?? 1;
    return [{ station, contest, version, reason, at: at.toISOString() }];
  });
}

const CHANGES_FIGURES = new Set(['corrected', 'annulled', 'reinstated', 'alarm-settled']);

/** Rows of many stations, by station. */
export function groupRows(
  stations: readonly string[],
  rows: StationRows,
): ReadonlyMap<string, StationRows> {
  const parts = {
    protocols: Map.groupBy(rows.protocols, stationOf),
    packages: Map.groupBy(rows.packages, stationOf),
    decisions: Map.groupBy(rows.decisions, stationOf),
    explanations: Map.groupBy(rows.explanations, stationOf),
    scans: Map.groupBy(rows.scans, stationOf),
    keys: Map.groupBy(rows.keys, stationOf),
  };
  return new Map(
    stations.map((station) => [
      station,
      {
        protocols: parts.protocols.get(station) ?? [],
        packages: parts.packages.get(station) ?? [],
        decisions: parts.decisions.get(station) ?? [],
        explanations: parts.explanations.get(station) ?? [],
        scans: parts.scans.get(station) ?? [],
        keys: parts.keys.get(station) ?? [],
      },
    ]),
  );
}

function stationOf({ station }: { readonly station: string }): string {
  return station;
}

/** Schema types are JSON; the compiler cannot see that of optional members. */
export function asJson(content: object): Readonly<Record<string, JsonValue>> {
  return content as Readonly<Record<string, JsonValue>>;
}
