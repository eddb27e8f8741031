import { UNSEEN_CHARACTER } from '@ovoz/election-model';

const UNSEEN = new RegExp(UNSEEN_CHARACTER, 'u');
/** Text of which no look at Unicode is needed. */
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9 .,/'()-]*[A-Za-z0-9.')])?$/;

export type TextFault = 'text-too-long' | 'unseen-character' | 'formula-cell';

/**
 * Why a cell that is no name (a document, a street, a flat) is not taken over, or null. Empty is fine.
 * @param maxLength in UTF-16 units
 */
export function faultOfText(text: string, maxLength: number): TextFault | null {
  if (text.length > maxLength) return 'text-too-long';
  if (text === '' || PLAIN.test(text)) return null;
  if (UNSEEN.test(text) || text.includes('\uFFFD')) return 'unseen-character';
  return '=+-@'.includes(text.charAt(0)) ? 'formula-cell' : null;
}
