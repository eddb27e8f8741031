import { finishEntry, listProtocols, type ProtocolRow, startEntry } from '@ovoz/contract';
import type { CheckFinding, CountKind } from '@ovoz/election-model';
import { CommandFailure } from '../failure.ts';
import type { Session } from '../sign-in.ts';
import type { FiledProtocol } from './read-protocols.ts';

/** What came of the rows, as entries of the person who is signed in. */
export type EntryReport = {
  /** First entries: another person enters them too before anything counts. */
  entered: number;
  /** Second entries that agree with the first: the protocol is received. */
  received: number;
  /** Entries that differ from the first one; a third person keys what differs. */
  readonly different: string[];
  /** Rows that were entered by this person, or received, before. */
  doneBefore: number;
  /** Rows of stations that are not in the territory of this person, or not in the election. */
  readonly outside: string[];
  /** Checks that a row does not pass: the file says so, and it is entered as it stands. */
  readonly withErrors: {
    readonly line: number;
    readonly station: string;
    readonly codes: readonly string[];
  }[];
};

export type EnteredFile = {
  readonly election: string;
  readonly contest: string;
  readonly count: CountKind;
  readonly protocols: readonly FiledProtocol[];
};

const AT_ONCE = 4;
/** The server lets a person make so many calls a minute; a program waits. */
const PAUSE_MS = 2000;
const MAX_PAUSES = 60;
/** Refusals that say that this row needs nothing more of this person. */
const DONE = new Set(['entry-by-same-person', 'protocol-decided']);

/**
 * Keys every row as one operator: the same operations as the screen's, one row after the other. What was done
 * before is left alone, so that a run that was ended goes on. `given` spares the listing where it is known.
 */
export async function enterProtocols(
  session: Session,
  file: EnteredFile,
  progress: (done: number, of: number) => void,
  given?: ProtocolsByStation,
): Promise<EntryReport> {
  const report: EntryReport = {
    entered: 0,
    received: 0,
    different: [],
    doneBefore: 0,
    outside: [],
    withErrors: [],
  };
  const rows = given ?? (await rowsByStation(session, file));
  const queue = file.protocols.values();
  let done = 0;
  const worker = async () => {
    for (const protocol of queue) {
      await enterOne(session, file, protocol, rows.get(protocol.station), report);
      done += 1;
      progress(done, file.protocols.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return report;
}

export type ProtocolsByStation = ReadonlyMap<string, Pick<ProtocolRow, 'status'>>;

/** Where the protocols stand that the person may see. */
export async function rowsByStation(
  session: Session,
  { election, contest, count }: Pick<EnteredFile, 'election' | 'contest' | 'count'>,
): Promise<ProtocolsByStation> {
  const rows = new Map<string, ProtocolRow>();
  let cursor: string | null = null;
  do {
    const page: { protocols: ProtocolRow[]; next: string | null } = await patiently(() =>
      session.call(listProtocols, {
        params: { code: election },
        query: { contest, ...(cursor === null ? {} : { cursor }) },
      }),
    );
    for (const row of page.protocols) if (row.count === count) rows.set(row.station, row);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

async function enterOne(
  session: Session,
  file: EnteredFile,
  protocol: FiledProtocol,
  row: Pick<ProtocolRow, 'status'> | undefined,
  report: EntryReport,
): Promise<void> {
  if (row === undefined) {
    report.outside.push(protocol.station);
    return;
  }
  if (row.status !== 'awaited' && row.status !== 'returned') {
    report.doneBefore += 1;
    return;
  }
  try {
    await keyRow(session, file, protocol, report);
  } catch (error) {
    if (!(error instanceof CommandFailure && DONE.has(error.code))) throw error;
    report.doneBefore += 1;
  }
}

async function keyRow(
  session: Session,
  { election, contest, count }: EnteredFile,
  { line, station, values }: FiledProtocol,
  report: EntryReport,
): Promise<void> {
  const entry = await patiently(() =>
    session.call(startEntry, { params: { code: election, contest, station, count }, body: {} }),
  );
  const asked = Object.fromEntries(
    entry.fields.map((field) => [field, valueOf(values, field, line)] as const),
  );
  const finish = (errorsOnPaper: boolean) =>
    patiently(() =>
      session.call(finishEntry, {
        params: { id: entry.id },
        body: { revision: entry.revision, values: asked, errorsOnPaper },
      }),
    );
  let outcome = await finish(false);
  if (outcome.state === 'check') {
    report.withErrors.push({ line, station, codes: codesOf(outcome.findings) });
    // The file is the paper here: it is recorded as it stands, and those who decide see the errors.
    outcome = await finish(true);
  }
  if (outcome.state === 'finished') report.entered += 1;
  else if (outcome.state === 'received') report.received += 1;
  else report.different.push(station);
}

function valueOf(values: FiledProtocol['values'], field: string, line: number): number | null {
  const value = values[field];
  if (value !== undefined) return value;
  throw new CommandFailure('missing-column', `The form asks for ${field}, line ${line} has none.`);
}

function codesOf(findings: readonly CheckFinding[]): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))];
}

/** Waits where the server says that it is too much for this minute. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await call();
    } catch (error) {
      const isLimited = error instanceof CommandFailure && error.code === 'too-many-requests';
      if (!isLimited || pauses === MAX_PAUSES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
