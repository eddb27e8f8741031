import { createHash } from 'node:crypto';
import { canonicalJson } from '@ovoz/basics';
import { PublishedRolls, PublishedSupplements } from '@ovoz/contract';
import { Frontier, leafHash, toHex } from '@ovoz/public-log';
import {
  type RollCode,
  readRollCode,
  readRollLines,
  readSheetLines,
  rollCodeText,
  stationRootText,
} from '@ovoz/voter-register';
import Value from 'typebox/value';
import { CommandFailure } from '../failure.ts';
import { verifyPublished } from './published-signature.ts';

export type CheckedRoll = {
  readonly election: string;
  readonly station: string;
  readonly voters: number;
  readonly root: string;
  /** Root of the whole, over all stations of the published file. */
  readonly rollRoot: string;
  /** Who signed the published file: SHA-256 of the key. */
  readonly signedBy: string;
};

/** What is held against a published file. */
export type RollLines = {
  readonly station: string;
  /** The exported lines, one a line of text. */
  readonly lines: string;
  /** What the square code of the paper says, or null. */
  readonly code: string | null;
};

/** A frozen roll is never another. */
const ROLL_VERSION = 1;

/**
 * Computes the root of a station from its lines and holds it against the published one; and that of the whole from the
 * roots of all stations. Nothing of the server is believed but what it signed.
 * @throws CommandFailure with a code that says what does not fit.
 */
export function checkRoll(published: string, { station, lines, code }: RollLines): CheckedRoll {
  const rolls = readPublishedRolls(published);
  const entry = rolls.stations.find((one) => one.station === station);
  if (entry === undefined) {
    throw new CommandFailure('station-unknown', `The published file has no station ${station}.`);
  }
  const { election } = rolls;
  const read = readRollLines(lines, { election, station });
  if (!read.ok) throw misread(read.refusal, station);
  const root = rootOf(read.value);
  if (read.value.length !== entry.voters) {
    throw new CommandFailure(
      'roll-count-differs',
      `There are ${read.value.length} lines; ${entry.voters} were frozen.`,
    );
  }
  if (root !== entry.root) throw differs(root, entry.root, 'what was frozen');
  if (code !== null) {
    checkCode(code, { part: 'roll', election, station, version: ROLL_VERSION, root });
  }
  return {
    election,
    station,
    voters: entry.voters,
    root,
    rollRoot: rolls.root,
    signedBy: rolls.signature.key,
  };
}

export type CheckedSheet = Omit<CheckedRoll, 'voters' | 'rollRoot'> & {
  /** How many lines the sheet has: those added and those struck out. */
  readonly version: number;
  readonly added: number;
  readonly struck: number;
};

/**
 * The same for the supplementary sheet of a station and the published file of supplements. A sheet grows: an older
 * one has fewer lines than the file says, and is no longer the one to use.
 * @throws CommandFailure with a code that says what does not fit.
 */
export function checkSheet(published: string, { station, lines, code }: RollLines): CheckedSheet {
  const { election, stations, signature } = readPublishedSupplements(published);
  const entry = stations.find((one) => one.station === station);
  if (entry === undefined) {
    throw new CommandFailure(
      'supplement-missing',
      `The published file has no supplements of station ${station}.`,
    );
  }
  const read = readSheetLines(lines, { election, station });
  if (!read.ok) throw misread(read.refusal, station);
  const { texts, added, struck } = read.value;
  const root = rootOf(texts);
  if (texts.length !== entry.version) {
    throw new CommandFailure(
      'sheet-version-differs',
      `The sheet has the version ${texts.length}; version ${entry.version} is published.`,
    );
  }
  if (root !== entry.root) throw differs(root, entry.root, 'what was decided');
  if (code !== null) {
    checkCode(code, { part: 'supplements', election, station, version: texts.length, root });
  }
  return { election, station, version: texts.length, added, struck, root, signedBy: signature.key };
}

/** The paper is that of these lines when its code says what they give. */
function checkCode(text: string, expected: RollCode): void {
  const read = readRollCode(text);
  if (!read.ok) {
    throw new CommandFailure(read.refusal, 'This is not what the code on a printed roll says.');
  }
  const wanted = rollCodeText(expected);
  const found = rollCodeText(read.value);
  if (found !== wanted) {
    throw new CommandFailure(
      'roll-code-differs',
      `The code on the paper says ${found}; the lines give ${wanted}.`,
    );
  }
}

function misread(
  { code, line }: { readonly code: string; readonly line: number },
  station: string,
): CommandFailure {
  return new CommandFailure(code, `Line ${line} is not one of station ${station}.`);
}

function differs(root: string, published: string, what: string): CommandFailure {
  return new CommandFailure(
    'roll-root-differs',
    `The lines have the root ${root}; the published one is ${published}. At least one line is not ${what}.`,
  );
}

function readPublishedRolls(text: string): PublishedRolls {
  const value = parse(text);
  if (!Value.Check(PublishedRolls, value)) throw unreadable('rolls');
  requireSigned(text, value);
  const roots = value.stations.map((one) => stationRootText(value.election, one));
  if (rootOf(roots) !== value.root) {
    throw new CommandFailure(
      'roll-root-differs',
      'The roots of the stations do not give the root of the whole roll.',
    );
  }
  return value;
}

function readPublishedSupplements(text: string): PublishedSupplements {
  const value = parse(text);
  if (!Value.Check(PublishedSupplements, value)) throw unreadable('supplements');
  requireSigned(text, value);
  return value;
}

function unreadable(what: string): CommandFailure {
  return new CommandFailure('rolls-unreadable', `This is not a published file of ${what}.`);
}

function requireSigned(text: string, file: PublishedRolls | PublishedSupplements): void {
  const { signature, ...content } = file;
  if (canonicalJson(file) !== text || !verifyPublished(content, signature)) {
    throw new CommandFailure('signature-wrong', 'The published file is not what was signed.');
  }
}

/** RFC 6962, section 2.1. */
function rootOf(texts: readonly string[]): string {
  const frontier = new Frontier(sha256);
  const encoder = new TextEncoder();
  for (const text of texts) frontier.append(leafHash(encoder.encode(text), sha256));
  return toHex(frontier.root());
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
