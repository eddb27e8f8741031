import { UZBEK_CYRILLIC_WORDS } from './uzbek-words.ts';

/**
 * Uzbek from the Latin into the Cyrillic alphabet, by the correspondence of the two official alphabets
 * (law of 2 September 1993 with the changes of 6 May 1995) and the orthographic rules of each:
 *
 * - `yo`, `yu`, `ya`, `ye` are ё, ю, я, е; but `yoʻ` is йў.
 * - `e` is э at the beginning of a word and after a vowel, else е.
 * - `ʼ` is ъ (maʼlumot, маълумот); between `s` and `h` it only keeps them apart (Isʼhoq, Исҳоқ).
 * - `ts` is ц at the beginning of a word, and after a vowel before i, e, y, a consonant or the end.
 *   After a consonant, before other vowels, and where -siz, -sin or -simon begins, it is тс (muddatsiz,
 *   муддатсиз): the Latin spelling writes ц as `ts` after vowels only.
 * - After o and g every sign that people type for an apostrophe is ʻ.
 *
 * Addresses of the web and of mail, Roman numerals of two letters or more, and words with letters that
 * the Uzbek alphabet does not have are left as they are.
 */
export function transliterateUzbek(
  latin: string,
  overrides: Readonly<Record<string, string>> = UZBEK_CYRILLIC_WORDS,
): string {
  return latin.replace(TOKEN, (token, address: string | undefined) =>
    address !== undefined || isForeign(token) ? token : word(token, overrides),
  );
}

const SIGN = "[\\u02BB\\u02BC\\u2018\\u2019'`\\u00B4]";
/** An address, or a word: letters with apostrophes inside, or behind o and g. */
const TOKEN = new RegExp(
  `((?:https?://|www\\.)\\S+|[^\\s<>]+@[^\\s<>]+)|` +
    `\\p{Script=Latin}(?:${SIGN}(?=\\p{Script=Latin})|(?<=[oOgG])${SIGN}|\\u02BC|\\p{Script=Latin})*`,
  'gu',
);
const ROMAN = /^(?=.{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

function isForeign(token: string): boolean {
  const plain = token.toLowerCase().replace(/ch/g, '');
  return (
    ROMAN.test(token) || /[cw]/.test(plain) || /[^a-z\u02BB\u02BC\u2018\u2019'`\u00B4]/.test(plain)
  );
}

function word(token: string, overrides: Readonly<Record<string, string>>): string {
  const plain = token
    .replace(new RegExp(`(?<=[oOgG])${SIGN}`, 'g'), 'ʻ')
    .replace(new RegExp(`(?<![oOgG])${SIGN}`, 'g'), 'ʼ');
  const lower = plain.toLowerCase();
  const whole = overrides[lower];
  if (whole !== undefined) return inCaseOf(plain, whole);
  for (let length = lower.length; length > 0; length -= 1) {
    const stem = overrides[`${lower.slice(0, length)}-`];
    if (stem === undefined) continue;
    const ending = letters(plain, length);
    const known = ending === '' ? stem : stem.replace(/ь$/, '');
    return inCaseOf(plain.slice(0, length), known) + ending;
  }
  return letters(plain, 0);
}

/** Longest first: `yoʻ` before `yo`, `sʼh` before `s`. */
const LETTERS: readonly (readonly [latin: string, cyrillic: string])[] = [
  ['yoʻ', 'йў'],
  ['sʼh', 'сҳ'],
  ['oʻ', 'ў'],
  ['gʻ', 'ғ'],
  ['sh', 'ш'],
  ['ch', 'ч'],
  ['yo', 'ё'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['ye', 'е'],
  ['a', 'а'],
  ['b', 'б'],
  ['d', 'д'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'ҳ'],
  ['i', 'и'],
  ['j', 'ж'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'қ'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['x', 'х'],
  ['y', 'й'],
  ['z', 'з'],
  ['ʼ', 'ъ'],
];
const VOWEL = /[aeiouʻ]$/;
/** Endings of Uzbek words that begin with s, so that a t before them belongs to the stem. */
const ENDING_IN_S = /^s(?:iz(?!m)|in(?:lar)?$|imon)/;

function letters(plain: string, from: number): string {
  const lower = plain.toLowerCase();
  let cyrillic = '';
  let index = from;
  while (index < lower.length) {
    const [latin, letter] = letterAt(lower, index);
    const source = plain.slice(index, index + latin.length);
    cyrillic += isCapital(plain, index, source) ? capital(letter, source) : letter;
    index += latin.length;
  }
  return cyrillic;
}

function letterAt(lower: string, index: number): readonly [latin: string, cyrillic: string] {
  const before = lower.slice(0, index);
  const rest = lower.slice(index);
  if (rest.startsWith('e')) return ['e', before === '' || VOWEL.test(before) ? 'э' : 'е'];
  if (rest.startsWith('ts') && !rest.startsWith('tsh') && isTs(before, rest.slice(2))) {
    return ['ts', 'ц'];
  }
  return LETTERS.find(([latin]) => rest.startsWith(latin)) ?? [rest.charAt(0), rest.charAt(0)];
}

function isTs(before: string, after: string): boolean {
  if (before === '') return true;
  return VOWEL.test(before) && !/^[aou]/.test(after) && !ENDING_IN_S.test(`s${after}`);
}

/** A letter sign without case of its own, ʼ, takes the case of the letter behind it, or before it. */
function isCapital(plain: string, index: number, source: string): boolean {
  const sign = source === 'ʼ' ? (plain[index + 1] ?? plain[index - 1] ?? '') : source.charAt(0);
  return sign !== sign.toLowerCase();
}

/** `Yoʻ` is Йў and `YOʻ` is ЙЎ: two letters follow the case of what they came from. */
function capital(letter: string, source: string): string {
  return source === source.toUpperCase() && source.length > 1
    ? letter.toUpperCase()
    : letter.charAt(0).toUpperCase() + letter.slice(1);
}

function inCaseOf(source: string, cyrillic: string): string {
  if (source.length > 1 && source === source.toUpperCase()) return cyrillic.toUpperCase();
  return source.charAt(0) === source.charAt(0).toUpperCase()
    ? cyrillic.charAt(0).toUpperCase() + cyrillic.slice(1)
    : cyrillic;
}
