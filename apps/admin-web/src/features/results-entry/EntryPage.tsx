import { listProtocols } from '@ovoz/contract';
import type { CountKind } from '@ovoz/election-model';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useContestName } from '../../counting/use-contest.ts';
import { useCountedElection } from '../../counting/use-counted.ts';
import { useMessages } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Page } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { reading } from '../../server/reading.ts';
import { EntryForm } from './EntryForm.tsx';
import { useStartedEntry } from './use-started-entry.ts';

/** The own entry of one paper, without what anybody else keyed. */
export function EntryPage() {
  const t = useMessages();
  const params = useParams({ from: '/shell/count/$code/keying/$contest/$station/$count' });
  const { code, contest, station } = params;
  const counted = useCountedElection(code);
  const contestName = useContestName(counted);
  const { entry, refusal } = useStartedEntry({ ...params, count: params.count as CountKind });
  const { data } = useQuery(
    reading(listProtocols, { params: { code }, query: { station, contest } }),
  );
  const row = data?.protocols.find((one) => one.station === station && one.contest === contest);
  const isWaiting = entry === null && refusal === null;
  return (
    <Page
      title={t('keying.station', { number: station })}
      part={contestName(contest)}
      lead={
        <>
          {row?.stationName}
          <br />
          <strong>{contestName(contest)}</strong> · {t(`count-kind.${params.count as CountKind}`)}
          {entry !== null && (
            <> · {t(`keying.ordinal-${ORDINALS[entry.ordinal - 1] ?? 'first'}`)}</>
          )}
        </>
      }
      back={
        <PageLink to="/count/$code/keying" params={{ code }} search={{}}>
          {t('keying.back')}
        </PageLink>
      }
    >
      <RefusalNotice refusal={refusal} />
      {(isWaiting || (row === undefined && refusal === null)) && <Loading />}
      {entry !== null && row !== undefined && (
        <EntryForm entry={entry} counted={counted} district={row.district} />
      )}
    </Page>
  );
}

const ORDINALS = ['first', 'second', 'third'] as const;
