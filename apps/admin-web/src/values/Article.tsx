import type { LocalizedText } from '@ovoz/election-model';
import { useMessages, useText } from '../language.ts';

type Props = { readonly article: LocalizedText; readonly confirmed: boolean };

/** An article of law, marked when it was not yet checked in the law's text. */
export function Article({ article, confirmed }: Props) {
  const t = useMessages();
  const text = useText();
  return (
    <span className="article">
      {text(article)}{' '}
      {!confirmed && (
        <span className="unconfirmed" title={t('value.unconfirmed-meaning')}>
          {t('value.unconfirmed')}
        </span>
      )}
    </span>
  );
}

/** Says once on a page what the mark means. */
export function UnconfirmedNote() {
  const t = useMessages();
  return (
    <p className="quiet unconfirmed-note">
      <span className="unconfirmed">{t('value.unconfirmed')}</span> {t('value.unconfirmed-meaning')}
    </p>
  );
}
