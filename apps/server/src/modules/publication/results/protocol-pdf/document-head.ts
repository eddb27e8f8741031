import { languageOf } from '@ovoz/ui/messages';
import encodeQR from 'qr';
import type { ElectionNames } from './election-names.ts';
import type { ProtocolDocument } from './document.ts';

/** What every published file begins with. */
type Published = { readonly publishedAt: string; readonly legalTime: string };

/** From which file, and for which page, a document is made. */
export type Source = {
  /** Path below the folder of results, with its ending. */
  readonly file: string;
  readonly sha256: string;
  /** Public address of the site, without a slash at the end. */
  readonly origin: string;
  /** Address of the page below the results of the election: `territories/1703/`. */
  readonly page: string;
};

type Head = Omit<ProtocolDocument, 'title' | 'subtitle' | 'facts' | 'parts'>;

/** Country, election, banner, source and code. */
export function documentHead(
  names: ElectionNames,
  { publishedAt }: Published,
  { file, sha256, origin, page }: Source,
): Head {
  const { words, say, election } = names;
  const { definition, pack } = election;
  const segment = languageOf(words.language.tag)?.segment ?? 'en';
  const address = `${origin}/${segment}/elections/${definition.code}/results/${page}`;
  return {
    lang: words.language.htmlLang.split('-', 1)[0] ?? 'en',
    country: say(pack.name),
    publisher: say(pack.commissionKinds[0]?.name ?? pack.name),
    keywords: [definition.code, sha256],
    election: say(definition.title),
    banner: definition.mode === 'live' ? null : words.t(`mode.${definition.mode}.banner`),
    file: `elections/${definition.code}/results/${file}`,
    hash: sha256,
    address,
    // A hash does not fit an address that a telephone opens; it stands in the document.
    qr: encodeQR(`${address}#${sha256.slice(0, HASH_IN_CODE)}`, 'svg', { border: 1 }),
    words: {
      page: words.t('pdf.page'),
      file: words.t('pdf.file'),
      hash: words.t('pdf.hash'),
      verify: words.t('pdf.verify'),
    },
    madeAt: publishedAt,
  };
}

/** Enough of the hash to compare by eye. */
const HASH_IN_CODE = 16;
