import { transliterateMessage } from '@ovoz/election-model';
import {
  addUzbekCyrillic,
  type Catalogues,
  createTranslator,
  type LanguageTag,
  languageOf,
  mergeCatalogues,
  type Translator,
  type UiKey,
  uiCatalogues,
} from '@ovoz/ui/messages';
import az from './messages/az.json' with { type: 'json' };
import en from './messages/en.json' with { type: 'json' };
import ka from './messages/ka.json' with { type: 'json' };
import kk from './messages/kk.json' with { type: 'json' };
import ky from './messages/ky.json' with { type: 'json' };
import mn from './messages/mn.json' with { type: 'json' };
import ru from './messages/ru.json' with { type: 'json' };
import uzLatn from './messages/uz-Latn.json' with { type: 'json' };

type RollKey = keyof typeof en;
export type RollWords = Translator<RollKey | UiKey>;

const written: Catalogues<RollKey> = { 'uz-Latn': uzLatn, ru, en, mn, az, ky, kk, ka };

/** What a printed roll says, in all languages of the packs. */
const rollCatalogues = addUzbekCyrillic(mergeCatalogues(uiCatalogues, written), {}, (message) =>
  transliterateMessage(message),
);

const made = new Map<LanguageTag, RollWords>();

/** The words of a language of a pack; English where there are none. */
export function rollWordsIn(tag: string): RollWords {
  const known = languageOf(tag)?.tag ?? 'en';
  const words = made.get(known) ?? createTranslator(rollCatalogues, known);
  made.set(known, words);
  return words;
}
