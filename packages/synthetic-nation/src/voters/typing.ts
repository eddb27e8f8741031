import type { SeededRandom } from '../seeded-random.ts';

/** One slip of the fingers behind the first letter: a letter doubled, left out, swapped or another. */
export function misspelled(name: string, random: SeededRandom): string {
  if (name.length < 4) return name;
  const at = 1 + random.below(name.length - 2);
  const letter = name.charAt(at);
  if (/[ '-]/.test(letter) || /[ '-]/.test(name.charAt(at + 1))) return name;
  switch (random.below(4)) {
    case 0:
      return name.slice(0, at) + letter + name.slice(at);
    case 1:
      return name.slice(0, at) + name.slice(at + 1);
    case 2:
      return name.slice(0, at) + name.charAt(at + 1) + letter + name.slice(at + 2);
    default:
      return (
        name.slice(0, at) +
        name.charAt(1 + random.below(name.length - 2)).toLowerCase() +
        name.slice(at + 1)
      );
  }
}
