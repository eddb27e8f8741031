import { AsOf, type Column, DataTable, EmptyState, GeneratedMark } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import {
  hasLists,
  independentCandidates,
  type PartyFacts,
  partyFacts,
} from '../site/party-facts.ts';
import { PageFrame } from './PageFrame.tsx';
import { StandingTable } from './StandingTable.tsx';

/** Who stands: the parties with their lists, and candidates without a party. */
export function PartiesPage({ view }: { readonly view: ElectionView }) {
  const { t, to } = usePage();
  const facts = partyFacts(view);
  const independents = independentCandidates(view);
  const { definition, publishedAt } = view.election;
  return (
    <PageFrame title={t('parties.title')} view={view}>
      {hasLists(view) ? <p className="site-lead">{t('parties.lead')}</p> : null}
      {definition.generatedCandidates ? (
        <p>
          <GeneratedMark /> {t('generated.candidates')}
        </p>
      ) : null}
      {facts.length === 0 ? (
        <EmptyState title={t('parties.none')} />
      ) : (
        <PartyTable view={view} facts={facts} />
      )}
      {independents.length === 0 ? null : (
        <StandingTable caption={t('parties.independent')} view={view} standing={independents} />
      )}
      {view.districts.length === 0 ? null : (
        <p>
          <a href={to(addresses.districts(view.code))}>{t('party.districts')}</a>
        </p>
      )}
      <AsOf instant={publishedAt} timeZone={definition.timeZone} />
    </PageFrame>
  );
}

function PartyTable({ view, facts }: { view: ElectionView; facts: readonly PartyFacts[] }) {
  const { t, to, number, share } = usePage();
  const women = ({ women: count, list }: PartyFacts) =>
    list.length === 0
      ? '–'
      : t('parties.share', { count, total: list.length, share: share(count, list.length) });
  const listNumber: Column<PartyFacts> = {
    key: 'number',
    header: t('parties.number'),
    numeric: true,
    cell: (one) => one.listNumber ?? '–',
  };
  const onList: Column<PartyFacts> = {
    key: 'list',
    header: t('parties.onList'),
    numeric: true,
    cell: ({ list }) => number(list.length),
  };
  const womenOnList: Column<PartyFacts> = {
    key: 'women',
    header: t('parties.women'),
    numeric: true,
    cell: women,
  };
  const lists = hasLists(view);
  return (
    <DataTable
      caption={t('figures.parties')}
      rows={facts}
      rowKey={({ party }) => party.code}
      columns={[
        ...(lists ? [listNumber] : []),
        {
          key: 'name',
          header: t('parties.name'),
          rowHeader: true,
          cell: ({ party }) => (
            <a href={to(addresses.party(view.code, party.code))}>
              <Localized text={party.name} />
            </a>
          ),
        },
        ...(lists ? [onList, womenOnList] : []),
        {
          key: 'districts',
          header: t('parties.inDistricts'),
          numeric: true,
          cell: ({ inDistricts }) => number(inDistricts.length),
        },
      ]}
    />
  );
}
