import { Details } from '@digdir/designsystemet-react';
import type { BallotContent, Candidate } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { useText, useTranslator } from '../../language.ts';
import { useElection } from './use-election.ts';

/** What stands on the ballot of one district: lists to be opened, or candidates. */
export function BallotView({ ballot }: { readonly ballot: BallotContent }) {
  const { t } = useTranslator();
  const partyName = usePartyName();
  return (
    <>
      {ballot.lists.map((list) => (
        <Details key={list.number}>
          <Details.Summary>
            {t('candidates.list', {
              number: list.number,
              party: partyName(list.party),
              count: list.candidates.length,
            })}
          </Details.Summary>
          <Details.Content>
            <CandidateTable candidates={list.candidates} listParty={list.party} />
          </Details.Content>
        </Details>
      ))}
      {ballot.candidates.length > 0 && (
        <CandidateTable candidates={ballot.candidates} listParty={null} />
      )}
    </>
  );
}

type TableProps = {
  readonly candidates: readonly Candidate[];
  readonly listParty: string | null;
};

function CandidateTable({ candidates, listParty }: TableProps) {
  const { t } = useTranslator();
  const partyName = usePartyName();
  return (
    <DataTable
      caption={t('candidates.count', { count: candidates.length })}
      rows={candidates}
      rowKey={(candidate) => String(candidate.number)}
      columns={[
        {
          key: 'number',
          header: t('candidates.number'),
          numeric: true,
          cell: (candidate) => candidate.number,
        },
        {
          key: 'name',
          header: t('candidates.name'),
          rowHeader: true,
          cell: (candidate) => candidate.name,
        },
        {
          key: 'sex',
          header: t('candidates.sex'),
          cell: ({ sex }) => (sex === null ? t('value.unknown') : t(`sex.${sex}`)),
        },
        {
          key: 'born',
          header: t('candidates.born'),
          numeric: true,
          cell: ({ birthYear }) => birthYear ?? t('value.unknown'),
        },
        {
          key: 'occupation',
          header: t('candidates.occupation'),
          cell: ({ occupation }) => occupation ?? t('value.unknown'),
        },
        {
          key: 'party',
          header: t('candidates.party'),
          cell: ({ party }) =>
            party === null
              ? listParty === null
                ? t('candidates.independent')
                : partyName(listParty)
              : partyName(party),
        },
      ]}
    />
  );
}

function usePartyName(): (code: string) => string {
  const text = useText();
  const { parties } = useElection().definition;
  return (code) => {
    const party = parties.find((one) => one.code === code);
    return party === undefined ? code : text(party.name);
  };
}
