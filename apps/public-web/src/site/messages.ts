import { transliterateMessage } from '@ovoz/election-model';
import {
  addUzbekCyrillic,
  type Catalogues,
  mergeCatalogues,
  type UiKey,
  uiCatalogues,
} from '@ovoz/ui/messages';
import az from '../../messages/az.json' with { type: 'json' };
import en from '../../messages/en.json' with { type: 'json' };
import ka from '../../messages/ka.json' with { type: 'json' };
import kk from '../../messages/kk.json' with { type: 'json' };
import ky from '../../messages/ky.json' with { type: 'json' };
import mn from '../../messages/mn.json' with { type: 'json' };
import ru from '../../messages/ru.json' with { type: 'json' };
import overrides from '../../messages/uz-Cyrl.overrides.json' with { type: 'json' };
import uzLatn from '../../messages/uz-Latn.json' with { type: 'json' };

export type SiteKey = keyof typeof en;
export type PageKey = SiteKey | UiKey;

const written: Catalogues<SiteKey> = { 'uz-Latn': uzLatn, ru, en, mn, az, ky, kk, ka };

/** All messages of the public pages, in all languages. */
export const siteCatalogues: Catalogues<PageKey> = addUzbekCyrillic(
  mergeCatalogues(uiCatalogues, written),
  overrides,
  (message) => transliterateMessage(message),
);
