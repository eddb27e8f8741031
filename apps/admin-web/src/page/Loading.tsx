import { Spinner } from '@digdir/designsystemet-react';
import { useMessages } from '../language.ts';

export function Loading() {
  const t = useMessages();
  return (
    <div className="loading" role="status">
      <Spinner aria-hidden="true" data-size="sm" />
      <span>{t('page.loading')}</span>
    </div>
  );
}
