import { AsOf, EmptyState, GeneratedMark } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { usePage } from '../site/page-context.tsx';
import { hasLists, type PartyFacts } from '../site/party-facts.ts';
import { CandidateTable } from './CandidateTable.tsx';
import { PageFrame } from './PageFrame.tsx';
import { StandingTable } from './StandingTable.tsx';

type Props = { readonly view: ElectionView; readonly facts: PartyFacts };

/** A party: its list in order, and its candidates in districts. */
export function PartyPage({ view, facts }: Props) {
  const { t, share } = usePage();
  const { party, list, women, inDistricts } = facts;
  const { definition, publishedAt } = view.election;
  return (
    <PageFrame
      title={party.name}
      steps={[{ path: addresses.parties(view.code), text: t('parties.title') }]}
      view={view}
    >
      <p className="site-lead">{t(`party.kind.${party.kind}`)}</p>
      {definition.generatedCandidates ? (
        <p>
          <GeneratedMark /> {t('generated.candidates')}
        </p>
      ) : null}
      {list.length === 0 ? (
        hasLists(view) && <EmptyState title={t('party.noList')} />
      ) : (
        <>
          <p>{t('party.list.order')}</p>
          <p>
            {t('parties.women')}:{' '}
            {t('parties.share', {
              count: women,
              total: list.length,
              share: share(women, list.length),
            })}
          </p>
          <CandidateTable
            caption={t('party.list')}
            view={view}
            candidates={list}
            withParty={false}
          />
        </>
      )}
      {inDistricts.length === 0 ? null : (
        <StandingTable caption={t('party.districts')} view={view} standing={inDistricts} />
      )}
      <AsOf instant={publishedAt} timeZone={definition.timeZone} />
    </PageFrame>
  );
}
