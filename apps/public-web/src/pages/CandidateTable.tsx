import type { Candidate } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';

type Props = {
  readonly caption: ReactNode;
  readonly view: ElectionView;
  readonly candidates: readonly Candidate[];
  /** False on a party's own page, where it would say the same in each row. */
  readonly withParty: boolean;
};

/** Candidates in the order of the ballot. */
export function CandidateTable({ caption, view, candidates, withParty }: Props) {
  const { t, say } = usePage();
  const unknown = t('value.unknown');
  const party = {
    key: 'party',
    line: true,
    header: t('candidate.party'),
    cell: (one: Candidate) => <PartyLink view={view} code={one.party} />,
  };
  return (
    <DataTable
      caption={caption}
      rows={candidates}
      stacked
      rowKey={({ number }) => String(number)}
      rowId={({ number }) => `candidate-${number}`}
      columns={[
        {
          key: 'number',
          header: t('candidate.number'),
          numeric: true,
          cell: (one) => one.number,
        },
        {
          key: 'name',
          header: t('candidate.name'),
          rowHeader: true,
          cell: (one) => say.name(one.name),
        },
        ...(withParty ? [party] : []),
        {
          key: 'sex',
          line: !withParty,
          header: t('candidate.sex'),
          cell: (one) => (one.sex === null ? unknown : t(`sex.${one.sex}`)),
        },
        {
          key: 'born',
          label: t('candidate.born'),
          header: t('candidate.born'),
          numeric: true,
          cell: (one) => one.birthYear ?? unknown,
        },
        {
          key: 'occupation',
          header: t('candidate.occupation'),
          cell: (one) => (one.occupation === null ? unknown : say.name(one.occupation)),
        },
      ]}
    />
  );
}

function PartyLink({ view, code }: { view: ElectionView; code: string | null }) {
  const { t, to } = usePage();
  const party = code === null ? undefined : view.parties.get(code);
  if (party === undefined) return t('candidate.independent');
  return (
    <a href={to(addresses.party(view.code, party.code))}>
      <Localized text={party.shortName} />
    </a>
  );
}
