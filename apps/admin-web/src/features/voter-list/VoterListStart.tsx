import { EmptyState } from '@ovoz/ui';
import { Navigate, useParams } from '@tanstack/react-router';
import { useMessages } from '../../language.ts';
import { useMay } from '../../session/use-session.ts';
import { VOTER_LIST_PARTS } from './voter-list-parts.ts';

/** Straight to the first part that the role opens. */
export function VoterListStart() {
  const t = useMessages();
  const may = useMay();
  const { pack } = useParams({ from: '/shell/voters/$pack' });
  const part = VOTER_LIST_PARTS.find(({ needs }) => may(needs));
  if (part !== undefined) return <Navigate to={part.to} params={{ pack }} replace />;
  return (
    <EmptyState title={t('voter-list.no-part')}>
      <p>{t('voter-list.no-part-text')}</p>
    </EmptyState>
  );
}
