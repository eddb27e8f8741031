import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { canonicalJson } from '@ovoz/basics';
import type {
  CertifiedResult,
  ContestTotals,
  DistrictSeats,
  PublishedArea,
  PublishedLive,
} from '@ovoz/contract';
import type { ElectionDefinition } from '@ovoz/election-model';
import { DrillFailure } from './drill-failure.ts';
import {
  type AreaSum,
  type IndependentSum,
  type PlainSeats,
  protocolKey,
} from './independent-sum.ts';

const POLL_MS = 100;

export type PublishedNight = {
  readonly nation: PublishedArea;
  readonly certified: CertifiedResult;
  /** Milliseconds from the call until the files were there. */
  readonly waitedMs: number;
};

/** Waits until the public site says that the result is certified, and reads what everybody can read. */
export async function readPublished(
  origin: string,
  election: string,
  limitMs: number,
): Promise<PublishedNight> {
  const began = performance.now();
  const folder = `${origin}/published/elections/${election}/results`;
  for (;;) {
    const live = await read<PublishedLive>(`${folder}/live.json`);
    if (live?.status === 'certified' && live.certifiedVersion !== null) {
      const nation = await read<PublishedArea>(`${folder}/nation.json`);
      const certified = await read<CertifiedResult>(
        `${folder}/certified/${live.certifiedVersion}.json`,
      );
      if (nation?.status === 'certified' && certified !== null) {
        return { nation, certified, waitedMs: performance.now() - began };
      }
    }
    if (performance.now() - began > limitMs) {
      throw new DrillFailure(`The certified result was not published: ${JSON.stringify(live)}`);
    }
    await wait(POLL_MS);
  }
}

async function read<Content>(url: string): Promise<Content | null> {
  const response = await fetch(url);
  const text = await response.text();
  return response.ok ? (JSON.parse(text) as Content) : null;
}

/** What was published against what the drill summed up itself: every difference, in words. */
export function differencesOf(
  { nation, certified }: PublishedNight,
  resultHash: string,
  definition: ElectionDefinition,
  sum: IndependentSum,
  seats: PlainSeats,
): readonly string[] {
  // The certified file is canonical JSON; read and written again it has the same bytes.
  const hash = createHash('sha256').update(canonicalJson(certified)).digest('hex');
  return [
    ...(hash === resultHash ? [] : [`certified file: ${hash}, certified was ${resultHash}`]),
    ...definition.contests.flatMap(({ code, districtSet }) => [
      ...totalsDifferences(
        `published ${code}`,
        code,
        nation.totals,
        nationOf(sum, code, districtSet),
      ),
      ...totalsDifferences(
        `certified ${code}`,
        code,
        certified.totals,
        nationOf(sum, code, districtSet),
      ),
      ...districtDifferences(`published ${code}`, code, nation.seats?.districts ?? [], sum),
      ...districtDifferences(`certified ${code}`, code, certified.seats.districts, sum),
      ...seatsDifferences(code, nation.seats?.parties ?? [], seats),
      ...seatsDifferences(code, certified.seats.parties, seats),
    ]),
    ...hashDifferences(certified, sum),
  ];
}

/** Candidate 1 of one district is somebody else than candidate 1 of another: their votes are not added. */
function nationOf(sum: IndependentSum, contest: string, districtSet: string | null): AreaSum {
  const nation = sum.nation(contest);
  return districtSet === null ? nation : { ...nation, votes: {} };
}

/** The votes of every district on which its seat was decided. */
function districtDifferences(
  what: string,
  contest: string,
  districts: readonly DistrictSeats[],
  sum: IndependentSum,
): readonly string[] {
  const theirs = districts.filter((one) => one.contest === contest && one.district !== null);
  const own = sum.districts(contest);
  const missing = theirs.length === own.size ? [] : [`${what}: ${theirs.length} districts`];
  const wrong = theirs.flatMap(({ district, stationsCounted, allocation }) => {
    const area = own.get(district ?? '');
    const votes = Object.fromEntries(
      (allocation?.options ?? []).map((one) => [one.option, one.votes] as const),
    );
    const isSame =
      area?.stations === stationsCounted && canonicalJson(area.votes) === canonicalJson(votes);
    return isSame ? [] : [`${what} district ${district}: ${JSON.stringify(votes)}`];
  });
  return [...missing, ...wrong];
}

function totalsDifferences(
  what: string,
  contest: string,
  all: readonly ContestTotals[],
  own: AreaSum,
): readonly string[] {
  const totals = all.find((one) => one.contest === contest);
  if (totals === undefined) return [`${what}: there are no totals`];
  const compare = (part: 'counts' | 'votes') =>
    [...new Set([...Object.keys(own[part]), ...Object.keys(totals[part])])].flatMap((name) => {
      const [mine, theirs] = [own[part][name], totals[part][name]];
      const unknown = own.unknown[`${part}.${name}`] ?? 0;
      if (theirs?.sum === mine && theirs?.unknown === unknown) return [];
      return [`${what} ${name}: ${JSON.stringify(theirs)}, summed up ${mine}, unknown ${unknown}`];
    });
  const stations =
    totals.stationsCounted === own.stations
      ? []
      : [`${what}: ${totals.stationsCounted} stations counted, summed up ${own.stations}`];
  return [...stations, ...compare('counts'), ...compare('votes')];
}

function seatsDifferences(
  contest: string,
  parties: readonly { readonly party: string | null; readonly byContest: Record<string, number> }[],
  seats: PlainSeats,
): readonly string[] {
  const own = seats.byContest.get(contest) ?? new Map<string | null, number>();
  const theirs = new Map(parties.map(({ party, byContest }) => [party, byContest[contest] ?? 0]));
  return [...new Set([...own.keys(), ...theirs.keys()])]
    .filter((party) => (own.get(party) ?? 0) !== (theirs.get(party) ?? 0))
    .map(
      (party) => `${contest} seats of ${party}: ${theirs.get(party)}, worked out ${own.get(party)}`,
    );
}

/** Exactly the packages whose receipts the drill holds stand behind the certified result. */
function hashDifferences(
  { protocols }: CertifiedResult,
  { hashes }: IndependentSum,
): readonly string[] {
  const theirs = new Map(
    protocols.flatMap((one) => (one.hash === null ? [] : [[protocolKey(one), one.hash] as const])),
  );
  const wrong = [...new Set([...theirs.keys(), ...hashes.keys()])].filter(
    (key) => theirs.get(key) !== hashes.get(key),
  );
  if (wrong.length === 0) return [];
  return [`${wrong.length} protocols stand on another package: ${wrong.slice(0, 3).join(', ')}`];
}
