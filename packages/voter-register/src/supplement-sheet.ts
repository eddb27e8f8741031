/**
 * The supplementary sheet of a station as bytes that are hashed: who was added after the freeze, in the order of their
 * numbers, then which lines of the frozen roll are struck out, in the order of these. A line is a leaf of a Merkle tree
 * (RFC 6962, section 2.1), the version of a sheet its number of leaves: nothing that is on it is ever taken off, so a
 * later sheet has a higher version.
 */
import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import { IsoDate, StationNumber } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { ROLL_FORMAT, type RollFault, SUPPLEMENT_REASONS } from './roll.ts';

const LineNumber = Type.Integer({ minimum: 1 });
const Text = Type.String();
const place = {
  format: Type.Literal(ROLL_FORMAT),
  election: Text,
  station: StationNumber,
  /** 32 hexadecimal digits. */
  salt: Type.String({ pattern: '^[0-9a-f]{32}$' }),
};

const Home = Type.Object(
  { station: StationNumber, line: LineNumber },
  { additionalProperties: false },
);

/** A voter who was added. Without `reason` and `home` it is the line whose leaf stands in the public log. */
const AddedLine = Type.Object(
  {
    ...place,
    part: Type.Literal('supplement'),
    line: LineNumber,
    surname: Text,
    given: Text,
    patronymic: Text,
    birthDate: IsoDate,
    address: Text,
    reason: Type.Enum(SUPPLEMENT_REASONS),
    /** With a certificate: the line that is struck out at home. */
    home: Type.Union([Type.Null(), Home]),
  },
  { additionalProperties: false },
);

/** A line of the frozen roll that is struck out. It names nobody; the salt keeps others from finding it by counting. */
const StruckLine = Type.Object(
  {
    ...place,
    part: Type.Literal('struck'),
    line: LineNumber,
    reason: Type.Literal('certificate'),
    votesAt: StationNumber,
  },
  { additionalProperties: false },
);

export type SheetLine =
  | Omit<Static<typeof AddedLine>, 'format'>
  | Omit<Static<typeof StruckLine>, 'format'>;

/** The canonical text of a line of a sheet: what is hashed, and a line of the exported sheet. */
export function sheetLineText(line: SheetLine): string {
  return canonicalJson({ ...line, format: ROLL_FORMAT });
}

export type SheetFault = RollFault | 'sheet-empty';

/**
 * Reads the lines of an exported sheet, one canonical JSON text each, without a last line feed or with one. They must be
 * of one station: additions numbered from 1 without gaps, then struck lines, each once, in their order.
 * @returns the texts to be hashed, and how many of each; a refusal names the line, from 1.
 */
export function readSheetLines(
  text: string,
  of: { readonly election: string; readonly station: string },
): Result<
  { readonly texts: readonly string[]; readonly added: number; readonly struck: number },
  { readonly code: SheetFault; readonly line: number }
> {
  const texts = text.split('\n');
  if (texts.at(-1) === '') texts.pop();
  if (texts.length === 0) return refused({ code: 'sheet-empty', line: 1 });
  let added = 0;
  let lastStruck = 0;
  for (const [index, one] of texts.entries()) {
    const fault = (code: RollFault) => refused({ code, line: index + 1 });
    if (one === '') return fault('roll-empty');
    const line = parseLine(one);
    if (line === null) return fault('roll-line-unreadable');
    if (sheetLineText(line) !== one) return fault('roll-line-not-canonical');
    const isInOrder =
      line.part === 'supplement'
        ? lastStruck === 0 && line.line === added + 1
        : line.line > lastStruck;
    if (!isInOrder || line.election !== of.election || line.station !== of.station) {
      return fault('roll-line-misplaced');
    }
    if (line.part === 'supplement') added += 1;
    else lastStruck = line.line;
  }
  return ok({ texts, added, struck: texts.length - added });
}

function parseLine(text: string): SheetLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return Value.Check(AddedLine, value) || Value.Check(StruckLine, value) ? value : null;
  } catch {
    return null;
  }
}
