import type { ReactNode } from 'react';
import { useTranslator } from './TranslatorProvider.tsx';

/** First link of a page: to the element with the id `content`. */
export function SkipLink() {
  const { t } = useTranslator();
  return (
    <a className="ov-skip" href="#content">
      {t('navigation.skip')}
    </a>
  );
}

export type NavigationLink = {
  readonly href: string;
  readonly text: string;
  readonly current?: boolean;
};

type HeaderProps = {
  readonly brand: { readonly href: string; readonly name: string };
  /** Links of the main menu, or anything that renders them (a router's links in `<ul>`). */
  readonly navigation?: ReactNode;
  /** Language, appearance, account. */
  readonly tools?: ReactNode;
};

/** The bar at the top of every page. */
export function PageHeader({ brand, navigation, tools }: HeaderProps) {
  const { t } = useTranslator();
  return (
    <header className="ov-header">
      <div className="ov-width ov-header__row">
        <a className="ov-brand" href={brand.href}>
          <BrandMark />
          <span>{brand.name}</span>
        </a>
        {navigation === undefined ? null : (
          <nav className="ov-header__navigation" aria-label={t('navigation.main')}>
            {navigation}
          </nav>
        )}
        <div className="ov-header__tools">{tools}</div>
      </div>
    </header>
  );
}

/** Plain links for `PageHeader`. */
export function NavigationLinks({ links }: { readonly links: readonly NavigationLink[] }) {
  return (
    <ul>
      {links.map(({ href, text, current }) => (
        <li key={href}>
          <a href={href} aria-current={current === true ? 'page' : undefined}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A ballot dropping into its box: the mark of the system, decoration only. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M10 3h12v11H10z" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="m13 8 2.4 2.4L19.5 6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M3 17h26v11H3zM7 14h18" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M9 21h14" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}

type PathProps = {
  readonly steps: readonly { readonly href: string; readonly text: string }[];
  readonly here: string;
};

/** Where the page stands. */
export function PagePath({ steps, here }: PathProps) {
  const { t } = useTranslator();
  return (
    <nav className="ov-path" aria-label={t('navigation.path')}>
      <ol>
        {steps.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
        <li>
          <span aria-current="page">{here}</span>
        </li>
      </ol>
    </nav>
  );
}

/** The foot of every page; says discreetly when the translation was not reviewed. */
export function PageFooter({ children }: { readonly children?: ReactNode }) {
  const { t, language } = useTranslator();
  return (
    <footer className="ov-footer">
      <div className="ov-width">
        {children}
        {language.reviewed ? null : <p>{t('language.notReviewed')}</p>}
      </div>
    </footer>
  );
}
