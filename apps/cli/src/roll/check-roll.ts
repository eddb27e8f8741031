import { createHash } from 'node:crypto';
import { canonicalJson } from '@ovoz/basics';
import { PublishedRolls } from '@ovoz/contract';
import { Frontier, leafHash, toHex } from '@ovoz/public-log';
import { readRollLines, stationRootText } from '@ovoz/voter-register';
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

/**
 * Computes the root of a station from its lines and holds it against the published one; and that of the whole from the
 * roots of all stations. Nothing of the server is believed but what it signed.
 * @throws CommandFailure with a code that says what does not fit.
 */
export function checkRoll(published: string, station: string, lines: string): CheckedRoll {
  const rolls = readPublishedRolls(published);
  const entry = rolls.stations.find((one) => one.station === station);
  if (entry === undefined) {
    throw new CommandFailure('station-unknown', `The published file has no station ${station}.`);
  }
  const { election } = rolls;
  const read = readRollLines(lines, { election, station });
  if (!read.ok) {
    const { code, line } = read.refusal;
    throw new CommandFailure(code, `Line ${line} is not that of a roll of station ${station}.`);
  }
  const root = rootOf(read.value);
  if (read.value.length !== entry.voters) {
    throw new CommandFailure(
      'roll-count-differs',
      `There are ${read.value.length} lines; ${entry.voters} were frozen.`,
    );
  }
  if (root !== entry.root) {
    throw new CommandFailure(
      'roll-root-differs',
      `The lines have the root ${root}; the published one is ${entry.root}. At least one line is not what was frozen.`,
    );
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

function readPublishedRolls(text: string): PublishedRolls {
  const value = parse(text);
  if (!Value.Check(PublishedRolls, value)) {
    throw new CommandFailure('rolls-unreadable', 'This is not a published file of rolls.');
  }
  const { signature, ...content } = value;
  const isSigned = canonicalJson(value) === text && verifyPublished(content, signature);
  if (!isSigned) {
    throw new CommandFailure('signature-wrong', 'The published file is not what was signed.');
  }
  const roots = value.stations.map((one) => stationRootText(value.election, one));
  if (rootOf(roots) !== value.root) {
    throw new CommandFailure(
      'roll-root-differs',
      'The roots of the stations do not give the root of the whole roll.',
    );
  }
  return value;
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
