/**
 * Colours for parties in the order of the ballot. Parties bring no colours of their own; these can be told
 * apart by most people with a colour vision deficiency, and stand out from a white page and from a dark one.
 * A name always stands beside the colour.
 */
export const PARTY_COLORS = [
  '#2f7fb8',
  '#c8553d',
  '#2f8f5b',
  '#9268b3',
  '#a97a1f',
  '#c44e86',
  '#3a8f96',
  '#7d6a52',
  '#6678d1',
  '#6f7f2f',
] as const;

/** Of candidates without a party, and of what belongs to nobody. */
export const NO_PARTY_COLOR = '#6b7b85';

/** Colour of the party at a place of the ballot, from 0. After the last it begins anew. */
export function partyColor(place: number): string {
  return PARTY_COLORS[place % PARTY_COLORS.length] ?? NO_PARTY_COLOR;
}
