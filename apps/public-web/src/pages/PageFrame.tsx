import {
  ColorSchemeSwitch,
  LANGUAGES,
  LanguageSwitch,
  ModeBanner,
  PageFooter,
  PageHeader,
  PagePath,
  SkipLink,
} from '@ovoz/ui';
import type { LocalizedText } from '@ovoz/election-model';
import type { ReactNode } from 'react';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { VerifyLink } from './VerifyLink.tsx';

type Step = { readonly path: string; readonly text: string };

type Props = {
  /** The heading; a text of the pack is marked when it is in another language than the page. */
  readonly title: string | LocalizedText;
  /** Pages between the election and this one. */
  readonly steps?: readonly Step[];
  /** Null: the page is about no election. */
  readonly view: ElectionView | null;
  readonly children: ReactNode;
};

export const BRAND = 'Ovoz';

/** What stands around every page: banner of the mode, head, menu of the election, path, foot. */
export function PageFrame({ title, steps = [], view, children }: Props) {
  const { to, path, t, isDemo } = usePage();
  return (
    <>
      <SkipLink />
      {view === null ? null : <ModeBanner mode={view.mode} />}
      <PageHeader
        brand={{ href: to(addresses.home()), name: BRAND }}
        tools={
          <>
            <ColorSchemeSwitch />
            <LanguageSwitch
              languages={LANGUAGES.map((language) => ({
                language,
                href: `/${language.segment}/${path}`,
              }))}
            />
          </>
        }
      />
      {view === null ? null : <ElectionMenu view={view} />}
      <main id="content" tabIndex={-1} className="ov-main">
        <div className="ov-width">
          {view === null || path === addresses.home() ? null : (
            <Path title={title} steps={steps} view={view} />
          )}
          <h1>{typeof title === 'string' ? title : <Localized text={title} />}</h1>
          {children}
        </div>
      </main>
      <PageFooter>
        {view === null ? null : <Published view={view} />}
        {isDemo ? <p>{t('footer.demo')}</p> : null}
        <p>{t('footer.software')}</p>
        <p>
          <VerifyLink />
        </p>
      </PageFooter>
    </>
  );
}

function ElectionMenu({ view }: { readonly view: ElectionView }) {
  const { t, to, path } = usePage();
  const { code } = view;
  const links = [
    { path: addresses.election(code), text: t('nav.election') },
    { path: addresses.results(code), text: t('nav.results') },
    { path: addresses.stations(code), text: t('nav.stations') },
    { path: addresses.parties(code), text: t('nav.parties') },
    { path: addresses.calendar(code), text: t('nav.calendar') },
    { path: addresses.map(code), text: t('nav.map') },
    ...(view.districts.length > 0
      ? [{ path: addresses.districts(code), text: t('nav.districts') }]
      : []),
    { path: addresses.data(code), text: t('nav.data') },
  ];
  const isHere = (link: Step) =>
    link.path === path ||
    (link.path === addresses.election(code) && path === addresses.home()) ||
    (link.path !== addresses.election(code) && path.startsWith(link.path));
  return (
    <nav className="site-menu ov-no-print" aria-label={t('navigation.main')}>
      <ul className="ov-width">
        {links.map((link) => (
          <li key={link.path}>
            <a href={to(link.path)} aria-current={isHere(link) ? 'page' : undefined}>
              {link.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type PathProps = {
  readonly title: string | LocalizedText;
  readonly steps: readonly Step[];
  readonly view: ElectionView;
};

function Path({ title, steps, view }: PathProps) {
  const { to, say, path } = usePage();
  const own = { path: addresses.election(view.code), text: say.text(view.title) };
  const before = path === own.path ? [] : [own, ...steps];
  if (before.length === 0) return null;
  return (
    <PagePath
      steps={before.map((step) => ({ href: to(step.path), text: step.text }))}
      here={typeof title === 'string' ? title : say.text(title)}
    />
  );
}

function Published({ view }: { readonly view: ElectionView }) {
  const { t, dateTime, to } = usePage();
  const { publishedAt, definition } = view.election;
  return (
    <p>
      <time dateTime={publishedAt}>
        {t('footer.published', { time: dateTime(publishedAt, definition.timeZone) })}
      </time>
      {' · '}
      <a href={to(addresses.data(view.code))}>{t('data.title')}</a>
    </p>
  );
}
