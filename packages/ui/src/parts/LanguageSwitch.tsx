import type { Language, LanguageTag } from '../messages/languages.ts';
import { useTranslator } from './TranslatorProvider.tsx';

type LinksProps = {
  readonly languages: readonly { readonly language: Language; readonly href: string }[];
};

/** A menu of links to the same page in other languages; works without scripts. */
export function LanguageSwitch({ languages }: LinksProps) {
  const { t, language: current } = useTranslator();
  return (
    <details className="ov-menu">
      <summary aria-label={`${t('language.choose')}: ${current.name}`}>
        <span lang={current.htmlLang}>{current.name}</span>
      </summary>
      <ul className="ov-menu__list">
        {languages.map(({ language, href }) => (
          <li key={language.tag}>
            <a
              href={href}
              lang={language.htmlLang}
              hrefLang={language.htmlLang}
              data-language={language.tag}
              aria-current={language.tag === current.tag ? 'true' : undefined}
            >
              {language.name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

type ChoiceProps = {
  readonly languages: readonly Language[];
  readonly onChoose: (tag: LanguageTag) => void;
};

/** The same choice for a page that changes its language in place. */
export function LanguageChoice({ languages, onChoose }: ChoiceProps) {
  const { t, language: current } = useTranslator();
  return (
    <details className="ov-menu">
      <summary aria-label={`${t('language.choose')}: ${current.name}`}>
        <span lang={current.htmlLang}>{current.name}</span>
      </summary>
      <ul className="ov-menu__list">
        {languages.map((language) => (
          <li key={language.tag}>
            <button
              type="button"
              lang={language.htmlLang}
              data-language={language.tag}
              aria-pressed={language.tag === current.tag}
              onClick={() => onChoose(language.tag)}
            >
              {language.name}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
