import { ok, type Result, refused } from '@ovoz/basics';
import { UNSEEN_CHARACTER } from '@ovoz/election-model';
import { remembered } from './remembered.ts';

/** Longest part of a name in characters. Longer ones are mistakes or attacks. */
export const MAX_NAME = 100;

export const NAME_FAULTS = [
  'name-empty',
  'name-too-long',
  'unseen-character',
  'mixed-scripts',
  'formula-cell',
  'name-character',
] as const;
export type NameFault = (typeof NAME_FAULTS)[number];

/** One part of a name as it is stored: composed (NFC), trimmed, single spaces; or why it cannot be a name. */
export const checkName: (text: string) => Result<string, NameFault> = remembered(check);

/** Most names: no look at Unicode is needed. */
const PLAIN = /^[A-Za-z](?:[A-Za-z]|['-](?=[A-Za-z])| (?=[A-Za-z]))*$/;
const UNSEEN = new RegExp(UNSEEN_CHARACTER, 'u');
/** The first characters that make spreadsheets run a cell. */
const FORMULA = /^[=+\-@]/;
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Georgian}/u,
  /\p{Script=Mongolian}/u,
];
/**
 * Letters of one alphabet with at most two marks each, apostrophes, hyphens, dots of initials, spaces. Marks that
 * belong to a script are no letters: else a run of them could be read in more ways than a machine can try.
 */
const NAME =
  /^(?:(?!\p{M})[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Georgian}\p{Script=Mongolian}ʻʼ‘’'`´ .-]\p{M}{0,2})+$/u;

function check(text: string): Result<string, NameFault> {
  if (text.length <= MAX_NAME && PLAIN.test(text)) return ok(text);
  // Composing never makes a text shorter than a third, so that longer ones need no look.
  if (text.length > 4 * MAX_NAME) return refused('name-too-long');
  const name = text.normalize('NFC').trim();
  if (name === '') return refused('name-empty');
  if (name.length > MAX_NAME) return refused('name-too-long');
  if (UNSEEN.test(name)) return refused('unseen-character');
  if (FORMULA.test(name)) return refused('formula-cell');
  const scripts = SCRIPTS.filter((script) => script.test(name)).length;
  if (scripts > 1) return refused('mixed-scripts');
  if (scripts === 0 || !NAME.test(name)) return refused('name-character');
  return ok(name.replace(/ {2,}/g, ' '));
}
