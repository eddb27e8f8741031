import { present } from '@ovoz/basics';
import Type, { type Static, type TString } from 'typebox';

/**
 * What text that people type or read must not hold, as a class of a regular expression: control
 * characters, lone surrogates (no text has them, and UTF-8 cannot write them), line and paragraph
 * separators, bidirectional overrides (they can make a name read as another), zero-width characters.
 */
export const UNSEEN_CHARACTER =
  '[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]';

const PLAIN = `^[^${UNSEEN_CHARACTER.slice(1)}*$`;

/** The pattern of a schema as a regular expression, for readers of files that work cell by cell. */
export function patternOf(schema: TString): RegExp {
  // TypeBox keeps the options on the schema, but not in its type.
  const { pattern } = schema as TString & { pattern?: string };
  return new RegExp(present(pattern, 'the schema has a pattern'), 'u');
}

/** A single line: a name, a title, an address. */
export const Line = (maxLength: number, minLength = 1) =>
  Type.String({ minLength, maxLength, pattern: PLAIN });

/** Longest line in the system: addresses and captions fit, essays do not. */
export const MAX_LINE = 300;

/** Ten characters keep "x" and "ok" out of reasons. */
export const REASON_LENGTH = 10;

/** A reason that a person writes for others to read. */
export const Reason = Line(1000, REASON_LENGTH);

/** A BCP 47 language tag of the catalogues: `uz-Latn`, `uz-Cyrl`, `ru`, `en`, `mn`, `az`, `ky`, `kk`, `ka`. */
export const LanguageTag = Type.String({ pattern: '^[a-z]{2,3}(-[A-Z][a-z]{3})?$', maxLength: 8 });
export type LanguageTag = Static<typeof LanguageTag>;

/** The same text in several languages. English is always there, as the language of last resort. */
export const LocalizedText = Type.Intersect([
  Type.Record(Type.String({ pattern: '^[a-z]{2,3}(-[A-Z][a-z]{3})?$' }), Line(MAX_LINE), {
    maxProperties: 20,
    additionalProperties: false,
  }),
  Type.Object({ en: Line(MAX_LINE) }),
]);
export type LocalizedText = { readonly en: string; readonly [language: string]: string };

/** The text in the language, or in the first fallback that is there, or in English. */
export function textIn(
  text: LocalizedText,
  language: string,
  ...fallbacks: readonly string[]
): string {
  for (const tag of [language, ...fallbacks]) {
    const found = text[tag];
    if (found !== undefined) return found;
  }
  return text.en;
}

/** Lower-case public code: part of addresses and file names, stable for ever. */
export const Slug = (maxLength: number) =>
  Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength });

/** A calendar day, ISO 8601. Whether the day exists is checked by the calendar, not here. */
export const IsoDate = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** An instant in UTC, ISO 8601 with milliseconds, as JavaScript writes it. */
export const Instant = Type.String({
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
});

/** A local time of day, 24 hours. */
export const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/** SHA-256, lower-case hexadecimal. */
export const Sha256Hex = Type.String({ pattern: '^[0-9a-f]{64}$' });
