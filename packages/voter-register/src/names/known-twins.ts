import { nameKey } from './name-key.ts';
import type { NameProfile } from './name-profile.ts';

/** Names that tradition gives to twins, with the spellings in use. Mongolia has no such pairs. */
const TWINS: Readonly<Record<NameProfile, readonly (readonly [string, string])[]>> = {
  uzbek: [
    ['Hasan', 'Husan'],
    ['Hasan', 'Husayn'],
    ['Hasan', 'Husen'],
    ['Fotima', 'Zuhra'],
    ['Fotima', 'Zuhro'],
    ['Fatima', 'Zuhra'],
    ['Hasanboy', 'Husanboy'],
    ['Hasanjon', 'Husanjon'],
    ['Fotimaxon', 'Zuhraxon'],
    // A boy and a girl.
    ['Hasan', 'Zuhra'],
    ['Fotima', 'Husan'],
  ],
  azerbaijani: [
    ['Həsən', 'Hüseyn'],
    ['Гасан', 'Гусейн'],
    ['Fatimə', 'Zəhra'],
    ['Fatma', 'Zəhra'],
  ],
  mongolian: [],
  plain: [
    ['Хасан', 'Хусан'],
    ['Hasan', 'Husan'],
    ['Асан', 'Усен'],
    ['Фатима', 'Зухра'],
    ['Батима', 'Зуура'],
    ['Патима', 'Зуура'],
  ],
};

/** Pairs of given names of twins as values of `nameKey`, each pair once, either order. */
export function knownTwins(profile: NameProfile): readonly (readonly [string, string])[] {
  return TWINS[profile].map(([one, other]) => [nameKey(profile, one), nameKey(profile, other)]);
}
