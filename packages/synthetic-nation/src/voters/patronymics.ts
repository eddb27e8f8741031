import { fill } from '../station-words.ts';
import type { GenerationPlan } from '../generation-plan.ts';
import type { NameProfile } from '@ovoz/voter-register';
import type { NameForms } from './spellings.ts';

export type SexLetter = 'm' | 'f';

/** Patronymics of the children of one man: by today's custom, and as older people carry them. */
export type Patronymics = Readonly<
  Record<SexLetter, readonly [today: NameForms, older: NameForms]>
>;

/** Null where people have none. @param father a man's given name. */
export function patronymicsOf(
  profile: NameProfile,
  { patronymic }: GenerationPlan['persons'],
  father: NameForms,
): Patronymics | null {
  if (profile === 'mongolian') return { m: [father, father], f: [father, father] };
  if (patronymic === undefined) return null;
  const today = (sex: SexLetter): NameForms => {
    const pattern = sex === 'm' ? patronymic.male : patronymic.female;
    const [official, other, russian, romanised] = father;
    const own = fill(pattern, { father: official });
    if (profile === 'plain') return [own, own, own, own];
    const words = WORDS[profile][sex];
    return [own, `${other} ${words[0]}`, `${russian} ${words[1]}`, `${romanised} ${words[2]}`];
  };
  const older = (sex: SexLetter): NameForms => {
    if (profile !== 'uzbek') return today(sex);
    const ending = sex === 'm' ? 'ich' : 'na';
    const cyrillicEnding = sex === 'm' ? 'ич' : 'на';
    const [official, other, russian, romanised] = father;
    return [
      latinStem(official) + ending,
      cyrillicStem(other) + cyrillicEnding,
      cyrillicStem(russian) + cyrillicEnding,
      latinStem(romanised) + ending,
    ];
  };
  return { m: [today('m'), older('m')], f: [today('f'), older('f')] };
}

/** Son and daughter: in the other form, in Russian and romanised. */
const WORDS = {
  uzbek: { m: ['ўғли', 'угли', 'ugli'], f: ['қизи', 'кизи', 'kizi'] },
  azerbaijani: { m: ['oglu', 'оглы', 'ogly'], f: ['gizi', 'кызы', 'kyzy'] },
} as const;

/** Alisher, Alisherov-; Ali, Aliyev-; Oybekboy, Oybekboyev-. */
function latinStem(name: string): string {
  if (name.endsWith('y')) return `${name}ev`;
  return /[aeiouʻ]$/.test(name) ? `${name}yev` : `${name}ov`;
}

function cyrillicStem(name: string): string {
  if (name.endsWith('й')) return `${name.slice(0, -1)}ев`;
  return /[аеёиоуўэюя]$/.test(name) ? `${name}ев` : `${name}ов`;
}
