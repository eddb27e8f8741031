import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { type FeedState, listRegisterBatches } from '@ovoz/contract';
import { DefinitionList, EmptyState } from '@ovoz/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { client } from '../../server/client.ts';
import { Refused } from '../../server/refusal.ts';
import { useOwnTime } from '../../values/moments.ts';
import { isMoving, LOOK_EVERY_MS } from './BatchProgress.tsx';
import { BatchTable } from './BatchTable.tsx';
import { ComparisonsSection } from './ComparisonsSection.tsx';
import { SuppliersSection } from './SuppliersSection.tsx';

/** What comes in: how far each register is, its batches, who may send them, and how they compare. */
export function FeedPart() {
  const { t } = useTranslator();
  const { pack } = useParams({ from: '/shell/voters/$pack/feed' });
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useBatches(pack);
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const batches = data.pages.flatMap((page) => page.batches);
  return (
    <>
      <Section title={t('feed.registers')}>
        <div className="feed-registers">
          {data.pages[0]?.feeds.map((feed) => (
            <RegisterState key={feed.register} feed={feed} />
          ))}
        </div>
      </Section>
      <Section title={t('feed.batches')}>
        {batches.length === 0 ? (
          <EmptyState title={t('feed.no-batches')}>
            <p>{t('feed.no-batches-text')}</p>
          </EmptyState>
        ) : (
          <BatchTable pack={pack} batches={batches} />
        )}
        <MoreButton
          more={hasNextPage ? () => void fetchNextPage() : null}
          isFetching={isFetching}
        />
      </Section>
      <ComparisonsSection pack={pack} />
      <SuppliersSection pack={pack} />
    </>
  );
}

/** Batches, newest first, looked at again while one of them moves. */
function useBatches(pack: string) {
  return useInfiniteQuery({
    queryKey: [listRegisterBatches.id, pack],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const query = pageParam === undefined ? {} : { cursor: pageParam };
      const answer = await client.call(listRegisterBatches, { params: { pack }, query });
      if (!answer.ok) throw new Refused(answer.refusal);
      return answer.value;
    },
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ batches }) => batches.some(isMoving)) === true
        ? LOOK_EVERY_MS
        : false,
  });
}

function RegisterState({ feed }: { readonly feed: FeedState }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const { register, applied, asOf, openLines, reconciledAt, differing, isOverdue } = feed;
  return (
    <div className="feed-register">
      <h3>{t(`register.${register}`)}</h3>
      {isOverdue && (
        <Alert data-color="warning" data-size="sm">
          <Paragraph>{t('feed.overdue')}</Paragraph>
        </Alert>
      )}
      <DefinitionList
        items={[
          {
            term: t('feed.applied'),
            description:
              applied === null || asOf === null
                ? t('feed.nothing-applied')
                : t('feed.applied-as-of', { sequence: applied, moment: ownTime(asOf) }),
          },
          { term: t('feed.open-lines'), description: number(openLines) },
          {
            term: t('feed.compared'),
            description:
              reconciledAt === null
                ? t('feed.never-compared')
                : t('feed.compared-differing', {
                    moment: ownTime(reconciledAt),
                    count: differing ?? 0,
                  }),
          },
        ]}
      />
    </div>
  );
}
