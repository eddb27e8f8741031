import type { Branded } from '@ovoz/basics';
import Type, { type TSchema } from 'typebox';

/** Strict object: an unknown field is refused. */
export const Strict = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

export const Nullable = <Schema extends TSchema>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** Internal id, RFC 9562. Never public identity. */
export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});
export type PersonId = Branded<string, 'PersonId'>;

/** Query strings are text: whole numbers arrive as digits and are parsed by the handler. */
export const Digits = (maxLength: number) =>
  Type.String({ pattern: '^(0|[1-9][0-9]*)$', maxLength });

/** Opaque place in a list, given by the server with the page before. */
export const Cursor = Type.String({ pattern: '^[A-Za-z0-9_.:-]*$', maxLength: 200 });

/** Rows of a list that one answer holds, unless the operation says otherwise. */
export const PAGE_SIZE = 100;

export const Nothing = Type.Object({}, { additionalProperties: false });
