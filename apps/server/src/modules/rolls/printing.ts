import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import {
  type AnswerOf,
  type getPrintedRoll,
  ROLL_PRINTERS,
  type RefusalCode,
} from '@ovoz/contract';
import { covers, type TerritoryPath } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { type Approval, type ProposalHandler, propose } from '../approvals/public.ts';
import { electionInForce, isLevelEnough } from '../elections/public.ts';
import { rollsPrinted } from './events.ts';
import { printFolder } from './print/print-rolls.ts';
import { recordRead } from './reading.ts';
import { findPrint, insertPrint, type Print } from './store-prints.ts';
import { findRoll, listRoots, type Roll } from './store-rolls.ts';
import { hashedSheet, readSheet } from './supplement-sheet.ts';
import { watchReadings } from './watch-readings.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** What a second person decides. */
type PrintContent = {
  readonly election: string;
  readonly pack: string;
  readonly territory: TerritoryPath;
  readonly language: string;
  readonly stations: number;
  readonly voters: number;
};

type PrintPlace = {
  readonly code: string;
  readonly territoryPath: TerritoryPath;
  readonly language: string;
  readonly reason: string;
};

/** Puts the printing of all rolls of a territory before a second person: a bulk export of personal data. */
export async function proposePrinting(
  database: Database,
  actor: Actor,
  now: Date,
  { code, territoryPath, language, reason }: PrintPlace,
): Outcome<{ proposalId: string }> {
  return inTransaction(database, async (transaction): Outcome<{ proposalId: string }> => {
    const frozen = await frozenRoll(transaction, actor, code);
    if (!frozen.ok) return frozen;
    const roots = await listRoots(transaction, frozen.value.id);
    const inside = roots.filter((root) => covers(territoryPath, root.territoryPath));
    if (inside.length === 0) return refused('station-unknown');
    const content: PrintContent = {
      election: code,
      pack: frozen.value.pack,
      territory: territoryPath,
      language,
      stations: inside.length,
      voters: inside.reduce((sum, { voters }) => sum + voters, 0),
    };
    const proposed = await propose(transaction, actor, now, {
      kind: 'print-rolls',
      subject: `Printed rolls of ${territoryPath}, ${code}`,
      subjectKey: `${code}/${territoryPath}/${language}`,
      territoryPath,
      election: code,
      reason,
      content: content satisfies JsonValue,
    });
    return proposed.ok ? ok({ proposalId: proposed.value }) : proposed;
  });
}

/** How a bulk printing is shown to the second person and carried out. */
export const printRollsHandler: ProposalHandler = {
  kind: 'print-rolls',
  roles: ROLL_PRINTERS,
  describe: async (_queries, content) => {
    const { election, pack, territory, language, stations, voters } =
      content as unknown as PrintContent;
    return {
      rows: [
        { label: 'Election', value: election },
        { label: 'Territory', value: territory },
        { label: 'Language', value: language },
        { label: 'Stations', value: String(stations) },
        { label: 'Voters', value: String(voters) },
      ],
      link: `/voters/${pack}/rolls/${election}`,
    };
  },
  apply: async (transaction, approval) => {
    const { approver, now, reason, proposedBy, proposalId } = approval;
    const { election, territory, language, stations } = approval.content as unknown as PrintContent;
    const frozen = await frozenRoll(transaction, approver, election);
    if (!frozen.ok) return frozen;
    const print = {
      territoryPath: territory,
      station: null,
      part: 'roll',
      language,
      stations,
    } as const;
    await startPrint(transaction, approver, now, frozen.value, {
      ...print,
      reason,
      proposedBy,
      proposalId,
    });
    return ok({ secret: null });
  },
};

type StationPlace = PrintPlace & { readonly station: string };

/** Has the roll of one station made ready: its own commission needs no second person for its own list. */
export async function printOneStation(
  database: Database,
  actor: Actor,
  now: Date,
  place: StationPlace,
): Outcome<{ print: string }> {
  const watched = await watchReadings(database, actor, now, place.code);
  return watched.ok ? printPart(database, actor, now, place, 'roll') : watched;
}

/** The same for its supplementary sheet, once there is something on it. */
export async function printSheet(
  database: Database,
  actor: Actor,
  now: Date,
  place: StationPlace,
): Outcome<{ print: string }> {
  const watched = await watchReadings(database, actor, now, place.code);
  if (!watched.ok) return watched;
  const frozen = await frozenRoll(database, actor, place.code);
  if (!frozen.ok) return frozen;
  const sheet = hashedSheet(place, await readSheet(database, frozen.value.id, place));
  if (sheet === null) return refused('supplement-missing');
  return printPart(database, actor, now, place, 'supplements');
}

async function printPart(
  database: Database,
  actor: Actor,
  now: Date,
  place: StationPlace,
  part: Print['part'],
): Outcome<{ print: string }> {
  return inTransaction(database, async (transaction): Outcome<{ print: string }> => {
    const frozen = await frozenRoll(transaction, actor, place.code);
    if (!frozen.ok) return frozen;
    const print = await startPrint(transaction, actor, now, frozen.value, {
      ...place,
      part,
      stations: 1,
      proposedBy: null,
      proposalId: null,
    });
    return ok({ print });
  });
}

type Start = {
  readonly territoryPath: TerritoryPath;
  readonly station: string | null;
  readonly part: Print['part'];
  readonly language: string;
  readonly stations: number;
  readonly reason: string;
  readonly proposedBy: string | null;
  readonly proposalId: Approval['proposalId'] | null;
};

async function startPrint(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  roll: Roll,
  { territoryPath, station, part, language, stations, reason, proposedBy, proposalId }: Start,
): Promise<string> {
  const id = randomUUID();
  await insertPrint(
    transaction,
    {
      id,
      roll: roll.id,
      territoryPath,
      station,
      part,
      language,
      stations,
      proposalId,
      requestedBy: actor.personId,
    },
    now,
  );
  await recordFact(
    transaction,
    rollsPrinted,
    {
      now,
      actor: actor.actingAs,
      election: roll.election,
      territoryPath,
      subject: `${roll.election}/roll/prints/${id}`,
    },
    {
      territory: station ?? territoryPath,
      part,
      stations,
      print: id,
      reason,
      proposedBy,
      person: actor.personId,
    },
  );
  await enqueue(transaction, 'print-rolls');
  return id;
}

/** The printed roll of a station, with a line in the audit log: it leaves the register with this answer. */
export async function readPrintedRoll(
  database: Database,
  actor: Actor,
  now: Date,
  dataDirectory: string,
  place: {
    readonly code: string;
    readonly station: string;
    readonly print: string;
    readonly territoryPath: TerritoryPath;
  },
): Outcome<AnswerOf<typeof getPrintedRoll>> {
  const { code, station, territoryPath } = place;
  const frozen = await frozenRoll(database, actor, code);
  if (!frozen.ok) return frozen;
  const print = await findPrint(database, place.print);
  const isOfPrint =
    print !== null &&
    print.roll === frozen.value.id &&
    (print.station === null
      ? covers(print.territoryPath, territoryPath)
      : print.station === station);
  if (!isOfPrint) return refused('not-found');
  if (print.status !== 'done') return refused('print-unfinished');
  if (print.removedAt !== null) return refused('print-removed');
  // What two people had printed was counted by them.
  if (print.station !== null) {
    const watched = await watchReadings(database, actor, now, code);
    if (!watched.ok) return watched;
  }
  const pdf = await fileOf(join(printFolder(dataDirectory, print.id), `${station}.pdf`));
  if (pdf === null) return refused('print-removed');
  const isSheet = print.part === 'supplements';
  await recordRead(
    database,
    actor,
    now,
    { code, station, territoryPath },
    isSheet ? 'sheet-pdf' : 'pdf',
  );
  return ok({
    fileName: `${code}-${station}${isSheet ? `-supplements-${print.version}` : ''}.pdf`,
    sha256: sha256(pdf).toString('hex'),
    base64: pdf.toString('base64'),
  });
}

/** Null when somebody removed it behind the server's back, or is removing it just now. */
async function fileOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The roll, for somebody who has signed in well enough for its election. */
export async function frozenRoll(
  queries: Database | Transaction,
  actor: Actor,
  code: string,
): Outcome<Roll> {
  const inForce = await electionInForce(queries, code);
  if (inForce === null) return refused('not-found');
  if (inForce.version === null) return refused('not-sealed');
  if (!isLevelEnough(inForce.election.mode, actor)) return refused('sign-in-level-too-low');
  const roll = await findRoll(queries, code);
  return roll === null || roll.status !== 'frozen' ? refused('roll-not-frozen') : ok(roll);
}
