import type { LocalizedText } from '@ovoz/election-model';
import { usePage } from './page-context.tsx';

/** A text of the pack; where it is not in the language of the page, its own language is marked. */
export function Localized({ text }: { readonly text: LocalizedText }) {
  const { say, language } = usePage();
  const tag = say.languageOf(text);
  return tag === language.tag ? say.text(text) : <span lang={tag}>{say.text(text)}</span>;
}
