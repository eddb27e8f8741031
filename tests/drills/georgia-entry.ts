import { acceptProtocols, getProtocol, listProtocols, type ProtocolRow } from '@ovoz/contract';
import { CommandFailure } from '../../apps/cli/src/failure.ts';
import {
  enterProtocols,
  type EntryReport,
  rowsByStation,
} from '../../apps/cli/src/protocol-file/enter-protocols.ts';
import type { FiledProtocol } from '../../apps/cli/src/protocol-file/read-protocols.ts';
import type { Session } from '../../apps/cli/src/sign-in.ts';
import { forEachAtOnce, inParts } from './at-once.ts';
import type { DrillClient } from './drill-client.ts';
import { DrillFailure } from './drill-failure.ts';

const CONTEST = 'party-list';
const TYPISTS_AT_ONCE = 4;
const READERS_AT_ONCE = 6;
const MOST_AT_ONCE = 500;
const REASON = 'The published protocol says so; entered as it stands on the paper';

/** The command line's session for somebody who is signed in here. */
function sessionOf(person: DrillClient): Session {
  return {
    call: async (operation, input) => {
      const answer = await person.tryCall(operation, input);
      if (answer.ok) return answer.value;
      throw new CommandFailure(answer.refusal.code, answer.refusal.title);
    },
  };
}

/**
 * The command `import protocols`, as many pairs of operators: the rows are shared out, each is entered by the one
 * and then by the other of its pair. One person may make so many calls a minute that a pair would need half an hour.
 */
export async function enterAsPairs(
  election: string,
  people: readonly DrillClient[],
  protocols: readonly FiledProtocol[],
  progress: (done: number, of: number) => void,
): Promise<readonly EntryReport[]> {
  const pairs = inParts(people, 2);
  const shares = inParts(protocols, Math.ceil(protocols.length / pairs.length));
  const reports: EntryReport[] = [];
  const paper = { election, contest: CONTEST, count: 'hand' } as const;
  const [anybody] = people;
  // Everybody would read the same list of the whole country.
  const rows = anybody === undefined ? new Map() : await rowsByStation(sessionOf(anybody), paper);
  let done = 0;
  await forEachAtOnce(shares.entries(), TYPISTS_AT_ONCE, async ([index, share]) => {
    for (const person of pairs[index] ?? []) {
      const file = { ...paper, protocols: share };
      const report = await enterProtocols(
        sessionOf(person),
        file,
        () => {
          done += 1;
          progress(done, protocols.length * 2);
        },
        rows,
      );
      if (report.outside.length > 0 || report.different.length > 0) {
        throw new DrillFailure(`Entries went wrong: ${JSON.stringify(report).slice(0, 300)}`);
      }
      reports.push(report);
    }
  });
  return reports;
}

/** Every protocol as an officer sees it in the list. */
export async function listAll(
  officer: DrillClient,
  election: string,
): Promise<readonly ProtocolRow[]> {
  const rows: ProtocolRow[] = [];
  let cursor: string | null = null;
  do {
    const page: { protocols: ProtocolRow[]; next: string | null } = await officer.call(
      listProtocols,
      {
        params: { code: election },
        query: cursor === null ? {} : { cursor },
      },
    );
    rows.push(...page.protocols);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

/** A named person accepts everything; what has errors with a reason. */
export async function acceptAll(
  officer: DrillClient,
  election: string,
  rows: readonly ProtocolRow[],
): Promise<number> {
  let withErrors = 0;
  for (const part of inParts(rows, MOST_AT_ONCE)) {
    const { accepted, refused } = await officer.call(acceptProtocols, {
      params: { code: election },
      body: {
        protocols: part.map(({ contest, station, count, hash, errors }) => ({
          contest,
          station,
          count,
          hash: hash ?? '',
          reason: errors > 0 ? REASON : null,
        })),
      },
    });
    if (accepted !== part.length) {
      throw new DrillFailure(`Not all were accepted: ${JSON.stringify(refused.slice(0, 3))}`);
    }
    withErrors += part.filter(({ errors }) => errors > 0).length;
  }
  return withErrors;
}

/** How many stations each check of the form flags, as those who decide see them. */
export async function flaggedByCheck(
  officers: readonly DrillClient[],
  election: string,
  rows: readonly ProtocolRow[],
): Promise<ReadonlyMap<string, number>> {
  const flagged = rows.filter(({ errors, warnings }) => errors + warnings > 0);
  const counts = new Map<string, number>();
  await forEachAtOnce(
    flagged.entries(),
    READERS_AT_ONCE,
    async ([index, { contest, station, count }]) => {
      const officer = officers[index % officers.length];
      if (officer === undefined) throw new DrillFailure('Nobody reads the protocols.');
      const params = { code: election, contest, station, count };
      const { versions } = await officer.call(getProtocol, { params });
      const findings = versions.find(({ standing }) => standing)?.findings ?? [];
      for (const code of new Set(findings.map((one) => one.code))) {
        counts.set(code, (counts.get(code) ?? 0) + 1);
      }
    },
  );
  return counts;
}
