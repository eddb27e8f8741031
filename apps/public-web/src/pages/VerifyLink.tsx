import { addresses } from '../site/addresses.ts';
import { usePage } from '../site/page-context.tsx';

/** The way to the page that verifies the whole record. */
export function VerifyLink() {
  const { t, segment } = usePage();
  return <a href={addresses.verify(segment)}>{t('explain.verify')}</a>;
}
