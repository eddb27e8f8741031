import type { NameProfile } from '@ovoz/voter-register';

/** Ways of writing one name that a register holds side by side. */
export type NameForms = readonly [
  /** As the country writes it. */
  official: string,
  /** In its other alphabet, or without the letters that foreign keyboards lack. */
  other: string,
  /** As Russian documents have it. */
  russian: string,
  /** The Russian form in Latin letters, as passports had it. */
  romanised: string,
];

/** The forms of a name. @param other the form in the other alphabet, when the list of names has it. */
export function spellingsOf(profile: NameProfile, official: string, other: string): NameForms {
  switch (profile) {
    case 'uzbek': {
      const russian = eachWord(official, russianOfUzbek);
      return [official, other || official, russian, romanise(russian)];
    }
    case 'azerbaijani': {
      const russian = eachWord(official, russianOfAzerbaijani);
      return [official, replaceLetters(official, ENGLISH_AZERBAIJANI), russian, romanise(russian)];
    }
    case 'mongolian': {
      const latin = other || official;
      const passport = latin.replace(/[öü]/g, 'u').replace(/[ÖÜ]/g, 'U');
      return [official, latin, passport, passport.replace(/kh/g, 'h').replace(/Kh/g, 'H')];
    }
    case 'plain':
      return [official, other || official, official, official];
  }
}

/** А word of Russian spelling in Latin letters: Джураев, Djuraev. */
export function romanise(russian: string): string {
  return replaceLetters(russian, ROMAN);
}

type Letters = readonly (readonly [from: string, to: string])[];

const letters = (list: string): Letters =>
  list.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split('=');
    return [from, to] as const;
  });

// Longest first.
const ROMAN = letters(
  'дж=dj а=a б=b в=v г=g д=d е=e ё=yo ж=j з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ' +
    'ц=ts ч=ch ш=sh щ=sh ъ= ы=y ь= э=e ю=yu я=ya',
);
const UZBEK = letters(
  'yoʻ=ю oʻ=у gʻ=г sh=ш ch=ч ts=ц yo=ё yu=ю ya=я ye=е a=а b=б d=д e=е f=ф g=г h=х i=и j=дж k=к l=л m=м ' +
    'n=н o=а p=п q=к r=р s=с t=т u=у v=в x=х y=й z=з ʼ=',
);
const AZERBAIJANI = letters(
  'yü=ю ya=я ye=е yo=ё yu=ю ə=а a=а b=б c=дж ç=ч d=д e=е f=ф g=г ğ=г h=х x=х ı=ы i=и j=ж k=к q=к l=л m=м ' +
    'n=н o=о ö=о p=п r=р s=с ş=ш t=т u=у ü=у v=в y=й z=з',
);
const ENGLISH_AZERBAIJANI = letters('ə=a c=j ç=ch ş=sh ğ=gh x=kh q=g ı=i ö=o ü=u');

/** Uzbek o is Russian а, but not in the ending: Olimov, Алимов. */
function russianOfUzbek(word: string): string {
  const [, stem = word, ending = ''] = /^(.+?)(ov|ova)?$/i.exec(word) ?? [];
  const written = replaceLetters(stem, UZBEK) + ending.replace('ov', 'ов').replace(/a$/, 'а');
  return initialE(written);
}

/** Azerbaijani h is г before a vowel: Həsənov, Гасанов, but Əhmədov, Ахмедов. */
function russianOfAzerbaijani(word: string): string {
  const voiced = word.replace(/h(?=[aeəıioöuü])/g, 'g').replace(/H(?=[aeəıioöuü])/g, 'G');
  return initialE(replaceLetters(voiced, AZERBAIJANI));
}

function initialE(word: string): string {
  return word.replace(/^Е/, 'Э');
}

function eachWord(text: string, write: (word: string) => string): string {
  return text
    .split(/([ -])/)
    .map((part) => (/^[ -]?$/.test(part) ? part : write(part)))
    .join('');
}

function replaceLetters(text: string, table: Letters): string {
  // By itself lower-casing İ gives two characters.
  const lower = text.replaceAll('İ', 'i').toLowerCase();
  let written = '';
  let index = 0;
  while (index < lower.length) {
    const found = table.find(([from]) => lower.startsWith(from, index));
    const source = found === undefined ? lower.charAt(index) : found[0];
    const target = found === undefined ? source : found[1];
    const first = text.charAt(index);
    written += first === first.toLowerCase() ? target : capitalised(target);
    index += source.length;
  }
  return written;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
