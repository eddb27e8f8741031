import { nameKey } from './name-key.ts';
import { NAME_PROFILES, type NamePart, type NameProfile } from './name-profile.ts';
import { remembered } from './remembered.ts';

/**
 * What stays of a name when everything is taken away that spellings of the same name differ in: endings of
 * surnames and patronymics, vowels (the first one stays as `a`), doubled letters. For gathering candidates,
 * not for proof. Never empty when the name has a letter.
 */
export function nameSkeleton(profile: NameProfile, part: NamePart, text: string): string {
  return SKELETONS[profile][part](text);
}

const SKELETONS = Object.fromEntries(
  NAME_PROFILES.map((profile) => [
    profile,
    {
      surname: remembered((text) =>
        skeleton(profile, withoutSurnameEnding(nameKey(profile, text))),
      ),
      given: remembered((text) => skeleton(profile, nameKey(profile, text))),
      patronymic: remembered((text) =>
        skeleton(profile, withoutPatronymicEnding(profile, nameKey(profile, text))),
      ),
    },
  ]),
) as Record<NameProfile, Record<NamePart, (text: string) => string>>;

/** Longest first. Karimov, Karimova, Karim; Aliyev, Aliev (whose key is aliyev), Ali. */
const SURNAME_ENDINGS = ['yeva', 'yev', 'ova', 'eva', 'ov', 'ev'];
const PATRONYMIC_ENDINGS = [
  'yevich',
  'yevna',
  'ovich',
  'evich',
  'ovna',
  'evna',
  'ogli',
  'ugli',
  'oglu',
  'ogly',
  'uulu',
  'kizi',
  'kyzy',
  'kyzi',
  'gizi',
  'uli',
  'uly',
];
/** Genitives, as in Доржийн and Батын. */
const MONGOLIAN_GENITIVES = ['giin', 'iin', 'yn', 'in'];
/** What an ending must leave, so that Lev and Uli keep something. */
const LEAST_STEM = 2;

function withoutSurnameEnding(key: string): string {
  return without(SURNAME_ENDINGS, key);
}

function withoutPatronymicEnding(profile: NameProfile, key: string): string {
  if (profile === 'mongolian') return without(MONGOLIAN_GENITIVES, key);
  return without(PATRONYMIC_ENDINGS, key).trimEnd();
}

function without(endings: readonly string[], key: string): string {
  for (const ending of endings) {
    if (key.length >= ending.length + LEAST_STEM && key.endsWith(ending)) {
      return key.slice(0, -ending.length);
    }
  }
  return key;
}

function skeleton(profile: NameProfile, key: string): string {
  let result = isVowel(key.charAt(0)) ? 'a' : '';
  let last = '';
  for (let index = 0; index < key.length; index++) {
    const letter = key.charAt(index);
    const two = key.charAt(index + 1) === 'h' ? (WITH_H[letter] ?? '') : '';
    const sound = two === '' ? soundOf(profile, key, index) : two;
    if (sound !== last && sound !== '' && !isVowel(sound)) result += sound;
    last = sound;
    if (two !== '') index++;
  }
  return result === '' ? key.slice(0, 1) : result;
}

/** sh and ch are one sound; w and c are free letters in keys. */
const WITH_H: Readonly<Record<string, string>> = { s: 'w', c: 'c' };

function soundOf(profile: NameProfile, key: string, index: number): string {
  const letter = key.charAt(index);
  if (letter === ' ') return '';
  // Russian has г for Azerbaijani h (Гасанов, Həsənov) and к or г for q (Кулиев, Quliyev).
  if (profile === 'azerbaijani' && (letter === 'h' || letter === 'k')) return 'g';
  // As in Ceceg for Цэцэг.
  if (letter === 'c') return 's';
  // ц is ts or s, dz is z, and dj is j: Мурадджан, Murodjon.
  if (letter === 't' && key.charAt(index + 1) === 's') return '';
  if (letter === 'd' && 'zj'.includes(key.charAt(index + 1) || ' ')) return '';
  return letter;
}

function isVowel(letter: string): boolean {
  return letter !== '' && 'aeiouy'.includes(letter);
}
