import { arrayAt, Malformed, parseCanonical, stringAt } from './shape.ts';

export type PublicCredential = { readonly key: string; readonly weight: number };

/** A list above this is not of a country's voters abroad, or of any other. */
export const MAX_CREDENTIALS = 10_000_000;

/** The list of public credentials: a key, or a key, a comma and a weight. @throws Malformed */
export function parsePublicCredentials(text: string): readonly PublicCredential[] {
  return parseCanonical(text, (value) => {
    const items = arrayAt(value, 'credentials');
    if (items.length > MAX_CREDENTIALS) throw new Malformed('credentials', 'a list of that length');
    return items.map((item, index) =>
      readCredential(stringAt(item, `credentials[${index}]`), index),
    );
  });
}

function readCredential(text: string, index: number): PublicCredential {
  const match = /^([0-9a-f]+)(?:,([1-9][0-9]{0,14}))?$/.exec(text);
  if (match?.[1] === undefined) {
    throw new Malformed(`credentials[${index}]`, 'a key with or without a weight');
  }
  return { key: match[1], weight: match[2] === undefined ? 1 : Number(match[2]) };
}

export function credentialText({ key, weight }: PublicCredential): string {
  return weight === 1 ? key : `${key},${weight}`;
}
