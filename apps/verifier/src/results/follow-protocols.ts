import type { Content, ElectionLog, Hash, Protocol, SealedElection } from '../election-types.ts';
import type { ElectionState, OpenedFact, ProtocolFacts } from '../facts/log-state.ts';
import { followProtocol, type ProtocolStep } from '../facts/protocol-chain.ts';
import type { Findings } from '../findings.ts';
import { paperAt, papersOf } from '../forms/paper.ts';

/** A protocol with where it stood after each entry. */
export type Followed = ProtocolFacts & { readonly steps: readonly ProtocolStep[] };

/** Follows every protocol of the election through the log. */
export function followProtocols(election: ElectionState, findings: Findings): readonly Followed[] {
  return [...election.protocols.values()].map((facts) => {
    const { steps, findings: found } = followProtocol(facts, facts.events);
    findings.addAll(found);
    return { ...facts, steps };
  });
}

/** What the log says of the election, as the rules of the election ask for it. */
export function electionLog(
  election: ElectionState,
  opened: OpenedFact,
  followed: readonly Followed[],
): ElectionLog {
  return {
    election: election.code,
    legalCount: opened.legalCount,
    releaseAt: opened.releaseAt,
    opened,
    clock: election.clock,
    arrivals: followed.flatMap(({ arrivals }) => arrivals),
    decisions: followed.flatMap(({ decisions }) =>
      decisions.flatMap(({ decision, ...one }) =>
        decision === 'alarm-settled' ? [] : [{ ...one, decision }],
      ),
    ),
    lots: election.lots,
    certified: election.certified,
    published: election.published,
  };
}

/** The figures of packages that were published, and where they come from. */
export type Figures = ReadonlyMap<
  Hash,
  { readonly content: Content; readonly origin: Protocol['origin'] }
>;

/** Where every protocol stands before an entry of the log, or at its end. */
export function protocolsAt(
  followed: readonly Followed[],
  figures: Figures,
  opened: OpenedFact,
  beforeLeaf: number,
): readonly Protocol[] {
  return followed.map(({ contest, station, count, steps }) => {
    const step = steps.findLast(({ leaf }) => leaf < beforeLeaf);
    const hash = step?.hash ?? null;
    const found = hash === null ? undefined : figures.get(hash);
    return {
      contest,
      station,
      count,
      legal: count === opened.legalCount,
      status: step?.status ?? 'awaited',
      version: step?.version ?? 0,
      hash,
      origin: found?.origin ?? null,
      content: found?.content ?? null,
    };
  });
}

/** Every protocol belongs to a station and a contest of the election, and as many are due as the log said. */
export function checkDue(
  sealed: SealedElection,
  opened: OpenedFact,
  followed: readonly Followed[],
  findings: Findings,
): void {
  const papers = papersOf(sealed);
  const contests = sealed.definition.contests.map(({ code }) => code);
  const stations = [...sealed.stations.values()].map((station) => ({
    number: station.number,
    contests: contests.filter(
      (contest) => paperAt(sealed, papers, contest, station.districts) !== null,
    ),
  }));
  const due = new Set(
    stations.flatMap(({ number, contests: own }) => own.map((contest) => `${contest} ${number}`)),
  );
  const voting = stations.filter((station) => station.contests.length > 0).length;
  if (due.size !== opened.protocols || voting !== opened.stations) {
    const sentence = `The log opened the count of ${opened.protocols} protocols at ${opened.stations} stations; by what was sealed they are ${due.size} at ${voting}.`;
    findings.add({
      severity: 'false',
      code: 'due-differs',
      place: `leaf ${opened.leaf}`,
      sentence,
      since: { leaf: opened.leaf, time: opened.time },
    });
  }
  for (const { contest, station, steps, arrivals } of followed) {
    if (due.has(`${contest} ${station}`)) continue;
    const leaf = steps[0]?.leaf ?? arrivals[0]?.leaf ?? 0;
    const sentence = `The log has a protocol of station ${station} in the contest ${contest}, which is not held there.`;
    findings.add({ severity: 'false', code: 'protocol-not-due', place: `leaf ${leaf}`, sentence });
  }
}
