import { TranslatorProvider } from '@ovoz/ui';
import type { Language, Translator } from '@ovoz/ui/messages';
import { LANGUAGES } from '@ovoz/ui/messages';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { BRAND } from '../pages/PageFrame.tsx';
import type { PageKey } from '../site/messages.ts';
import { PageContextProvider, type Say } from '../site/page-context.tsx';
import type { ClientAssets, Island } from './client-assets.ts';

/** What stays the same for all pages of a language. */
export type LanguageSetting = {
  readonly language: Language;
  readonly translator: Translator<PageKey>;
  readonly assets: ClientAssets;
  readonly isDemo: boolean;
};

export type PageContent = {
  /** Path below the language, as `addresses` gives it. */
  readonly path: string;
  readonly title: string;
  readonly say: Say;
  readonly body: ReactNode;
  /** Script and styles that only pages of its kind load. */
  readonly island: Island | null;
};

/** The complete HTML of a page. */
export function renderDocument(setting: LanguageSetting, page: PageContent): string {
  const { language, translator } = setting;
  const context = {
    path: page.path,
    segment: language.segment,
    to: (path: string) => `/${language.segment}/${path}`,
    say: page.say,
    isDemo: setting.isDemo,
  };
  const markup = renderToStaticMarkup(
    <html lang={language.htmlLang} data-color-scheme="auto">
      <Head setting={setting} page={page} />
      <body>
        <TranslatorProvider translator={translator}>
          <PageContextProvider value={context}>{page.body}</PageContextProvider>
        </TranslatorProvider>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}\n`;
}

type HeadProps = { readonly setting: LanguageSetting; readonly page: PageContent };

function Head({ setting, page }: HeadProps) {
  const { language, translator, assets } = setting;
  const island = page.island === null ? null : assets.islands[page.island];
  const title = page.title === BRAND ? BRAND : `${page.title} – ${BRAND}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="description" content={translator.t('site.description')} />
      <meta name="color-scheme" content="light dark" />
      <script src={assets.preferences} />
      {assets.styles.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {island?.styles.map((href) => (
        <link key={href} rel="stylesheet" href={href} />
      ))}
      {assets.fontOf(language.tag).map((href) => (
        <link key={href} rel="preload" as="font" type="font/woff2" href={href} crossOrigin="" />
      ))}
      <link rel="icon" href={assets.icon} type="image/svg+xml" />
      {LANGUAGES.map((other) => (
        <link
          key={other.tag}
          rel="alternate"
          hrefLang={other.htmlLang}
          href={`/${other.segment}/${page.path}`}
        />
      ))}
      {island === null ? null : <script type="module" src={island.script} />}
    </head>
  );
}
