import type { Count, ProtocolContent } from '@ovoz/election-model';
import type { Figure } from './figures.ts';
import { countOfText, type KeyedTexts } from './keyed-text.ts';

/** The content that a form stands for, and whether every field of it says something. */
export function contentOf(
  figures: readonly Figure[],
  texts: KeyedTexts,
): readonly [content: ProtocolContent, isComplete: boolean] {
  const content = { counts: {} as Record<string, Count>, votes: {} as Record<string, Count> };
  let isComplete = true;
  for (const { name, part, code } of figures) {
    const count = countOfText(texts[name] ?? '');
    if (count === undefined) isComplete = false;
    else content[part][code] = count;
  }
  return [content, isComplete];
}
