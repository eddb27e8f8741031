import { Button } from '@digdir/designsystemet-react';
import { useMessages } from '../language.ts';

type Props = { readonly more: (() => void) | null; readonly isFetching: boolean };

/** Fetches the next page of a list; gone when there is none. */
export function MoreButton({ more, isFetching }: Props) {
  const t = useMessages();
  if (more === null) return null;
  return (
    <Button variant="secondary" className="no-print" loading={isFetching} onClick={more}>
      {t('table.more')}
    </Button>
  );
}
