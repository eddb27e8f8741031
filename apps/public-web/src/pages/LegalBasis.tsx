import { usePage } from '../site/page-context.tsx';

type Props = { readonly article: string; readonly confirmed: boolean };

/** The article of law, and whether it was confirmed in the law's text. */
export function LegalBasis({ article, confirmed }: Props) {
  const { t, language } = usePage();
  return (
    <>
      {/* Articles are cited in English in all packs. */}
      <span lang={language.tag === 'en' ? undefined : 'en'}>{article}</span>
      {confirmed ? null : (
        <>
          {' '}
          <span className="site-unconfirmed">{t('law.unconfirmed')}</span>
        </>
      )}
    </>
  );
}
