import { CYRILLIC_E, type LetterTable, letterTable, TABLE_SIZE } from './letters.ts';
import { NAME_PROFILES, type NameProfile } from './name-profile.ts';
import { remembered } from './remembered.ts';

/** Longer texts are cut: a key of a name, a street or what somebody types, never of an essay. */
const MAX_TEXT = 400;

/**
 * A name, or any short text, folded to lower-case ASCII letters, digits and single spaces, for searching and
 * comparing: the same for Latin and Cyrillic spelling and, as far as rules go, for Russian spelling. Folded
 * are apostrophes (dropped), accents, h/x/kh, k/q, g/gʻ/gh, j/zh/dj/dzh, and e after a vowel (ye). For a text
 * that begins another, the key mostly begins the other's key, so that searching while typing works.
 */
export function nameKey(profile: NameProfile, text: string): string {
  return KEYS[profile](text);
}

const KEYS = Object.fromEntries(
  NAME_PROFILES.map((profile) => [profile, remembered(folder(profile))]),
) as Record<NameProfile, (text: string) => string>;

const [SPACE, H, E, J, Y] = [32, 104, 101, 106, 121] as const;
const [C, D, G, K, Z] = [99, 100, 103, 107, 122] as const;
const buffer = new Uint8Array(3 * MAX_TEXT + 8);

/** Marks that stand behind their letter. */
const MARK = /[\u0300-\u036f]/;

function folder(profile: NameProfile): (text: string) => string {
  const table = letterTable(profile);
  // In Mongolian ээ is a long vowel.
  const softensE = profile !== 'mongolian';
  return (given) => {
    // Some keyboards send й as и and a mark.
    const text = MARK.test(given) ? given.normalize('NFC') : given;
    const end = Math.min(text.length, MAX_TEXT);
    let length = 0;
    for (let index = 0; index < end; index++) {
      let letters = lookUp(table, text.charCodeAt(index));
      if (letters === CYRILLIC_E) {
        const last = length === 0 ? SPACE : buffer[length - 1];
        if (last === SPACE || isVowelBeforeE(last)) buffer[length++] = Y;
        letters = E;
      }
      for (; letters !== 0; letters >>>= 8) length = append(letters & 0xff, length, softensE);
    }
    if (length > 0 && buffer[length - 1] === SPACE) length--;
    // Six times as fast as spreading; typed arrays are array-like enough.
    return String.fromCharCode.apply(null, buffer.subarray(0, length) as unknown as number[]);
  };
}

function lookUp({ codes, others }: LetterTable, code: number): number {
  return (code < TABLE_SIZE ? codes[code] : others.get(code)) ?? 0;
}

/** Adds one letter, joining it with the one before where two letters write one sound; the new length. */
function append(letter: number, length: number, softensE: boolean): number {
  const last = length === 0 ? SPACE : buffer[length - 1];
  if (letter === SPACE && last === SPACE) return length;
  if (letter === H) {
    if (last === K) return put(H, length - 1);
    if (last === G) return length;
    // Elchin for Elçin: the c was read as Azerbaijani, where it is j.
    if (last === J) return put(H, put(C, length - 1));
    if (last === Z) {
      const hasD = length > 1 && buffer[length - 2] === D;
      return put(J, length - (hasD ? 2 : 1));
    }
  }
  if (letter === J && last === D) return put(J, length - 1);
  if (letter === E && softensE && isVowelBeforeE(last)) return put(E, put(Y, length));
  return put(letter, length);
}

function put(letter: number, at: number): number {
  buffer[at] = letter;
  return at + 1;
}

/** a, i, o, u. */
function isVowelBeforeE(letter: number | undefined): boolean {
  return letter === 97 || letter === 105 || letter === 111 || letter === 117;
}
