import { CountKind, patternOf, Slug, StationNumber } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { CommandFailure } from '../failure.ts';

/** A column by its place, from 0, and the heading that must stand there: a moved column is found. */
const Column = Type.Object(
  { column: Type.Integer({ minimum: 0, maximum: 300 }), header: Type.String({ maxLength: 300 }) },
  { additionalProperties: false },
);
export type Column = Static<typeof Column>;

/** Name of a figure: `counts.ballots-invalid`, `votes.list-41`. */
const FigureName = Type.String({ pattern: '^(counts|votes)\\.[a-z0-9-]+$', maxLength: 80 });

/** What the columns of a file of protocols mean. Every column of the file is in it once. */
export const ColumnPlan = Type.Object(
  {
    format: Type.Literal(1),
    contest: Slug(40),
    count: CountKind,
    /** The number of the station is put together from these, with a hyphen between. */
    station: Type.Array(Column, { minItems: 1, maxItems: 4 }),
    figures: Type.Record(FigureName, Column, { additionalProperties: false }),
    /** Columns that are not read. Their headings may repeat. */
    ignored: Type.Array(Column, { maxItems: 100 }),
  },
  { additionalProperties: false },
);
export type ColumnPlan = Static<typeof ColumnPlan>;

export const STATION_NUMBER = patternOf(StationNumber);

/** Reads a plan strictly. @throws CommandFailure `columns-invalid` naming the first place that is wrong. */
export function parseColumnPlan(text: string): ColumnPlan {
  const json = parseJson(text);
  const [wrong] = Value.Errors(ColumnPlan, json);
  if (wrong === undefined) return Value.Parse(ColumnPlan, json);
  throw new CommandFailure(
    'columns-invalid',
    `${wrong.instancePath || 'The plan'} ${wrong.message}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandFailure('columns-invalid', `It is not JSON: ${(error as Error).message}.`);
  }
}

/** The plan of a file that names its columns itself: `station`, `counts.…`, `votes.…`. */
export function planOfHeader(
  header: readonly string[],
  contest: string,
  count: ColumnPlan['count'],
): ColumnPlan {
  const columns = header.map((name, column) => ({ column, header: name }));
  const isFigure = ({ header: name }: Column) => /^(counts|votes)\.[a-z0-9-]+$/.test(name);
  const stray = columns.find((one) => one.header !== 'station' && !isFigure(one));
  if (stray !== undefined) {
    throw new CommandFailure(
      'unknown-column',
      `The column "${stray.header}" is not known: give --columns with a plan, or name columns station, counts.… and votes.….`,
    );
  }
  const station = columns.filter(({ header: name }) => name === 'station');
  if (station.length === 0) {
    throw new CommandFailure('missing-column', 'The column "station" is missing.');
  }
  const figures = Object.fromEntries(columns.filter(isFigure).map((one) => [one.header, one]));
  return { format: 1, contest, count, station, figures, ignored: [] };
}
