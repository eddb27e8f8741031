import { countVoterRequests } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../language.ts';
import { ButtonLink } from '../../page/links.tsx';
import { reading } from '../../server/reading.ts';
import { whileSomebodyIsThere } from '../../session/activity.ts';
import { useMay } from '../../session/use-session.ts';

const RENEW_MS = 60_000;

/** Requests about the voter list whose legal time is over or nearly so. Nothing where there are none, or no list is kept. */
export function RequestsCallOut({ pack }: { readonly pack: string }) {
  const t = useMessages();
  const may = useMay();
  const { data } = useQuery({
    ...reading(countVoterRequests, { params: { pack } }),
    enabled: may(countVoterRequests),
    retry: false,
    refetchInterval: whileSomebodyIsThere(RENEW_MS),
  });
  if (data === undefined || data.closing + data.overdue === 0) return null;
  const { closing, overdue } = data;
  return (
    <div className="call-out">
      <p>{t('home.requests', { closing, overdue })}</p>
      <ButtonLink
        to="/voters/$pack/requests"
        params={{ pack }}
        search={{ view: overdue > 0 ? 'overdue' : 'waiting' }}
        data-size="sm"
      >
        {t('home.to-requests')}
      </ButtonLink>
    </div>
  );
}
