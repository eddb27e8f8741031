import az from '../../messages/az.json' with { type: 'json' };
import en from '../../messages/en.json' with { type: 'json' };
import ka from '../../messages/ka.json' with { type: 'json' };
import kk from '../../messages/kk.json' with { type: 'json' };
import ky from '../../messages/ky.json' with { type: 'json' };
import mn from '../../messages/mn.json' with { type: 'json' };
import ru from '../../messages/ru.json' with { type: 'json' };
import uzLatn from '../../messages/uz-Latn.json' with { type: 'json' };
import type { Catalogues } from './catalogues.ts';

export type UiKey = keyof typeof en;

/** Messages of the parts that all webs use. Uzbek in Cyrillic is added by the app. */
export const uiCatalogues: Catalogues<UiKey> = { 'uz-Latn': uzLatn, ru, en, mn, az, ky, kk, ka };
