import { listDistricts } from '@ovoz/contract';
import type { BallotContent, ContestTemplate } from '@ovoz/election-model';
import { DataTable, EmptyState, GeneratedMark } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FilterSearch, FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { BallotView } from './BallotView.tsx';
import { searchCandidates } from './search-candidates.ts';
import { useElection } from './use-election.ts';

/** Parties and lists, and who stands where. */
export function CandidatesPart() {
  const { t } = useTranslator();
  const text = useText();
  const { definition } = useElection();
  const [search, setSearch] = useState('');
  if (definition.parties.length === 0 && definition.ballots.length === 0) {
    return (
      <EmptyState title={t('candidates.empty')}>
        <p>{t('candidates.empty-text')}</p>
      </EmptyState>
    );
  }
  return (
    <>
      {definition.generatedCandidates && (
        <p>
          <GeneratedMark /> {t('candidates.generated-text')}
        </p>
      )}
      <Section title={t('candidates.parties')}>
        <DataTable
          caption={t('candidates.parties-count', { count: definition.parties.length })}
          rows={definition.parties}
          rowKey={(party) => party.code}
          columns={[
            {
              key: 'name',
              header: t('candidates.party'),
              rowHeader: true,
              cell: (party) => text(party.name),
            },
            { key: 'short', header: t('candidates.short'), cell: (party) => text(party.shortName) },
            {
              key: 'kind',
              header: t('candidates.kind'),
              cell: (party) => t(`party-kind.${party.kind}`),
            },
            {
              key: 'code',
              header: t('candidates.code'),
              cell: (party) => <code>{party.code}</code>,
            },
          ]}
        />
      </Section>
      <div className="filters no-print">
        <FilterSearch label={t('candidates.search')} value={search} onChange={setSearch} />
      </div>
      {search.trim().length > 1 ? (
        <FoundCandidates search={search} />
      ) : (
        definition.contests.map((contest) => (
          <ContestCandidates key={contest.code} contest={contest} />
        ))
      )}
    </>
  );
}

/** Names beyond this are not shown: a search that finds so many is too wide to be read. */
const MOST_FOUND = 200;

function FoundCandidates({ search }: { readonly search: string }) {
  const { t } = useTranslator();
  const text = useText();
  const { definition } = useElection();
  const found = searchCandidates(definition, search);
  const nameOf = (code: string | null) => {
    const party = definition.parties.find((one) => one.code === code);
    return party === undefined ? '' : text(party.name);
  };
  const contestName = (code: string) => {
    const contest = definition.contests.find((one) => one.code === code);
    return contest === undefined ? code : text(contest.title);
  };
  if (found.length === 0) {
    return (
      <EmptyState title={t('candidates.none-found')}>
        <p>{t('candidates.none-found-text')}</p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={t('candidates.found', { count: found.length })}
      rows={found.slice(0, MOST_FOUND)}
      rowKey={({ contest, district, listParty, candidate }) =>
        `${contest} ${district} ${listParty} ${candidate.number}`
      }
      columns={[
        {
          key: 'name',
          header: t('candidates.name'),
          rowHeader: true,
          cell: ({ candidate }) => candidate.name,
        },
        {
          key: 'contest',
          header: t('candidates.contest'),
          cell: ({ contest }) => contestName(contest),
        },
        { key: 'district', header: t('candidates.district'), cell: ({ district }) => district },
        {
          key: 'party',
          header: t('candidates.party'),
          cell: ({ candidate, listParty }) => nameOf(listParty ?? candidate.party),
        },
        {
          key: 'number',
          header: t('candidates.number'),
          numeric: true,
          cell: ({ candidate }) => candidate.number,
        },
      ]}
    />
  );
}

function ContestCandidates({ contest }: { readonly contest: ContestTemplate }) {
  const { t } = useTranslator();
  const text = useText();
  const { definition } = useElection();
  const ballots = definition.ballots.filter((ballot) => ballot.contest === contest.code);
  return (
    <Section title={text(contest.title)}>
      {ballots.length === 0 ? (
        <EmptyState title={t('candidates.none-in-contest')} />
      ) : contest.districtSet === null ? (
        ballots.map((ballot) => <BallotView key={ballot.contest} ballot={ballot} />)
      ) : (
        <DistrictBallots set={contest.districtSet} ballots={ballots} />
      )}
    </Section>
  );
}

type DistrictProps = { readonly set: string; readonly ballots: readonly BallotContent[] };

function DistrictBallots({ set, ballots }: DistrictProps) {
  const { t } = useTranslator();
  const text = useText();
  const { definition } = useElection();
  const version = String(definition.geography.version);
  const { data } = useQuery(
    reading(listDistricts, { params: { pack: definition.pack.code }, query: { set, version } }),
  );
  const [chosen, setChosen] = useState(ballots[0]?.district ?? '');
  const nameOf = (code: string) => {
    const found = data?.districts.find(({ district }) => district.code === code);
    return found === undefined ? code : `${code} – ${text(found.district.name)}`;
  };
  const ballot = ballots.find((one) => one.district === chosen);
  return (
    <>
      <FilterSelect
        label={t('candidates.district')}
        value={chosen}
        onChange={setChosen}
        choices={ballots.map(({ district }) => ({
          value: district ?? '',
          label: nameOf(district ?? ''),
        }))}
      />
      {ballot !== undefined && <BallotView ballot={ballot} />}
    </>
  );
}
