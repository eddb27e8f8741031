import type { NameProfile } from './name-profile.ts';

/** Cyrillic Е, which is `ye` at the beginning of a word and after a vowel: a mark in the tables, never in a key. */
export const CYRILLIC_E = 1;

/** Letters of Russian and of the Turkic languages, without what the profiles write otherwise. */
const CYRILLIC =
  'а=a б=b в=v г=g д=d ё=yo ж=j з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ' +
  'ч=ch ш=sh щ=sh ы=i э=e ю=yu я=ya і=i ї=yi є=ye ' +
  'ў=o қ=k ғ=g ҳ=h ә=a ң=n ө=o ұ=u ү=u һ=h ҝ=g ҹ=j ј=y ҷ=ch ӣ=i ӯ=u';
/** National system of romanization of Georgia (2002), with kh, gh, zh and q folded as everywhere. */
const GEORGIAN =
  'ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=j რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=g ყ=k ' +
  'შ=sh ჩ=ch ც=ts ძ=dz წ=ts ჭ=ch ხ=h ჯ=j ჰ=h';
/** What Russian spelling cannot tell apart is one letter: x and h, q and k. */
const LATIN =
  'a=a b=b c=c d=d e=e f=f g=g h=h i=i j=j k=k l=l m=m n=n o=o p=p q=k r=r s=s t=t u=u v=v w=v x=h y=y z=z ' +
  'ß=s ø=o ł=l đ=d þ=t æ=a œ=o ı=i ə=a ç=ch ş=sh ğ=g š=sh č=ch ž=j ñ=n';

const OWN: Readonly<Record<NameProfile, string>> = {
  uzbek: 'ç=ch',
  // Azerbaijani q is a voiced sound, г or к in Russian; c is дж.
  azerbaijani: 'c=j q=g қ=g',
  // MNS 5217:2012, with ö and ü folded to o and u as passports print them.
  mongolian: 'й=i ь=i ы=y',
  plain: '',
};

/** One table per profile: up to three ASCII letters in a number, lowest byte first; 0 is nothing. */
export type LetterTable = {
  readonly codes: Uint32Array;
  readonly others: ReadonlyMap<number, number>;
};

/** Latin, Greek and Cyrillic blocks; what lies above is looked up in a map. */
export const TABLE_SIZE = 0x0530;

const SPACE = 32;
/** Apostrophes of every kind are dropped: oʻ, oʼ, o' and o are one letter. */
const APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′";

/** Builds the table of a profile. */
export function letterTable(profile: NameProfile): LetterTable {
  const table = { codes: new Uint32Array(TABLE_SIZE), others: new Map<number, number>() };
  for (let code = SPACE; code < 0x80; code++) set(table, code, SPACE);
  for (let digit = 48; digit < 58; digit++) set(table, digit, digit);
  // A hyphen joins Mongolian names (Бат-Эрдэнэ, Батэрдэнэ) and parts other ones.
  for (const hyphen of '-‐‑–') set(table, codeOf(hyphen), profile === 'mongolian' ? 0 : SPACE);
  for (const sign of APOSTROPHES) set(table, codeOf(sign), 0);
  set(table, 0xa0, SPACE);
  setDecomposed(table);
  setLetters(table, `${LATIN} ${CYRILLIC} ${GEORGIAN} ${OWN[profile]}`);
  for (const letter of 'еЕ') set(table, codeOf(letter), CYRILLIC_E);
  return table;
}

function setLetters(table: MutableTable, list: string): void {
  for (const pair of list.trim().split(' ')) {
    const [letter = '', latin = ''] = pair.split('=');
    set(table, codeOf(letter), packed(latin));
    const capital = letter.toUpperCase();
    if (capital.length === 1) set(table, codeOf(capital), packed(latin));
  }
}

/** Latin letters with marks are the letter without: Unicode's own decompositions. */
function setDecomposed(table: MutableTable): void {
  for (const [first, last] of [
    [0xc0, 0x24f],
    [0x1e00, 0x1eff],
  ] as const) {
    for (let code = first; code <= last; code++) {
      const base = String.fromCharCode(code).normalize('NFD').charAt(0).toLowerCase();
      if (/^[a-z]$/.test(base)) set(table, code, packed(LATIN_BASE[base] ?? base));
    }
  }
}
const LATIN_BASE: Readonly<Record<string, string>> = { q: 'k', w: 'v', x: 'h' };

type MutableTable = { readonly codes: Uint32Array; readonly others: Map<number, number> };

function set({ codes, others }: MutableTable, code: number, value: number): void {
  if (code < TABLE_SIZE) codes[code] = value;
  else others.set(code, value);
}

function packed(latin: string): number {
  let sum = 0;
  for (let index = 0; index < latin.length; index++) sum |= latin.charCodeAt(index) << (8 * index);
  return sum;
}

function codeOf(letter: string): number {
  return letter.charCodeAt(0);
}
