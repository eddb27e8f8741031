import type { LocalizedText } from '@ovoz/election-model';
import { usePage } from '../site/page-context.tsx';
import { Localized } from '../site/Localized.tsx';

type Props = { readonly article: LocalizedText; readonly confirmed: boolean };

/** The article of law, and whether it was confirmed in the law's text. */
export function LegalBasis({ article, confirmed }: Props) {
  const { t } = usePage();
  return (
    <>
      <Localized text={article} />
      {confirmed ? null : (
        <>
          {' '}
          <span className="site-unconfirmed">{t('law.unconfirmed')}</span>
        </>
      )}
    </>
  );
}
