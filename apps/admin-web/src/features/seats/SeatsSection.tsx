import { Paragraph } from '@digdir/designsystemet-react';
import type { AnswerOf, DistrictSeats, getResults } from '@ovoz/contract';
import { DataTable, Hemicycle, NO_PARTY_COLOR, partyColor } from '@ovoz/ui';
import { useNavigate } from '@tanstack/react-router';
import { useContestName } from '../../counting/use-contest.ts';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { DistrictWorking } from './DistrictWorking.tsx';
import { useOptionName } from './option-names.ts';
import type { ResultsSearch } from './results-search.ts';

type Seats = NonNullable<AnswerOf<typeof getResults>['seats']>;

type Props = {
  readonly code: string;
  readonly seats: Seats;
  readonly search: ResultsSearch;
};

/** The house, the parties in it, and contest by contest how the seats come about. */
export function SeatsSection({ code, seats, search }: Props) {
  const { t } = useTranslator();
  const text = useText();
  const counted = useCounted();
  const contestName = useContestName(counted);
  const { definition } = counted;
  const all = definition.contests.reduce((sum, contest) => sum + contest.seats, 0);
  const given = seats.parties.reduce((sum, party) => sum + party.seats, 0);
  const named = seats.parties.map(({ party, seats: count, byContest }) => {
    const place = definition.parties.findIndex((one) => one.code === party);
    const found = definition.parties[place];
    return {
      key: party ?? '',
      name: found === undefined ? (party ?? t('candidates.independent')) : text(found.name),
      color: place < 0 ? NO_PARTY_COLOR : partyColor(place),
      seats: count,
      byContest,
    };
  });
  return (
    <Section title={t('seats.title', { seats: all })}>
      <Hemicycle
        title={t('seats.given-of', { given, all })}
        middle={String(given)}
        parties={[
          ...named,
          { name: t('seats.open'), seats: Math.max(0, all - given), color: 'var(--ov-open-seat)' },
        ]}
      />
      <DataTable
        caption={t('seats.by-party', { given, all })}
        rows={named.filter((party) => party.seats > 0)}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'name',
            header: t('candidates.party'),
            rowHeader: true,
            cell: ({ name }) => name,
          },
          ...definition.contests.map((contest) => ({
            key: contest.code,
            header: text(contest.title),
            numeric: true,
            cell: ({ byContest }: (typeof named)[number]) => byContest[contest.code] ?? 0,
          })),
          { key: 'all', header: t('seats.all'), numeric: true, cell: ({ seats: count }) => count },
        ]}
      />
      {definition.contests.map((contest) => {
        const districts = seats.districts.filter((one) => one.contest === contest.code);
        const [only] = districts;
        return (
          <section key={contest.code} className="seat-contest">
            <h3>{t('seats.working-of', { contest: contestName(contest.code) })}</h3>
            {contest.districtSet === null && only !== undefined ? (
              <DistrictWorking district={only} />
            ) : (
              <Districts code={code} districts={districts} chosen={search.seats} />
            )}
          </section>
        );
      })}
    </Section>
  );
}

type DistrictsProps = {
  readonly code: string;
  readonly districts: readonly DistrictSeats[];
  readonly chosen: string | undefined;
};

function Districts({ code, districts, chosen }: DistrictsProps) {
  const { t, compare } = useTranslator();
  const navigate = useNavigate();
  const one = districts.find(({ district }) => district === chosen);
  const sorted = districts.toSorted((a, b) => compare(a.district ?? '', b.district ?? ''));
  return (
    <>
      <div className="filters">
        <FilterSelect
          label={t('seats.working-in')}
          value={chosen ?? ''}
          empty={t('places.choose')}
          onChange={(seats) =>
            void navigate({
              to: '/count/$code/results',
              params: { code },
              search: seats === '' ? {} : { seats },
              replace: true,
              resetScroll: false,
            })
          }
          choices={sorted.flatMap(({ district }) =>
            district === null
              ? []
              : [{ value: district, label: t('results.district', { number: district }) }],
          )}
        />
      </div>
      {one !== undefined && <DistrictWorking district={one} />}
      <DataTable
        caption={t('seats.districts', { count: districts.length })}
        rows={sorted}
        rowKey={({ district }) => district ?? ''}
        columns={[
          {
            key: 'district',
            header: t('candidates.district'),
            rowHeader: true,
            cell: ({ district }) => district,
          },
          {
            key: 'stations',
            header: t('results.stations-short'),
            numeric: true,
            cell: ({ stationsCounted: counted, stationsDue: due }) =>
              t('turnout.reported-of', { reported: counted, due }),
          },
          { key: 'outcome', header: t('seats.outcome'), cell: (row) => <Outcome district={row} /> },
        ]}
      />
    </>
  );
}

function Outcome({ district }: { readonly district: DistrictSeats }) {
  const { t, list } = useTranslator();
  const nameOf = useOptionName(useCounted(), district.contest, district.district);
  const { allocation, pending } = district;
  if (allocation === null) {
    return (
      <Paragraph className="quiet">{t(`seats-pending.${pending ?? 'nothing-counted'}`)}</Paragraph>
    );
  }
  if (allocation.status === 'second-round' && allocation.runoff !== null) {
    return `${t('allocation.second-round')}: ${list(allocation.runoff.map(nameOf))}`;
  }
  if (allocation.status !== 'complete') return t(`allocation.${allocation.status}`);
  const winners = allocation.options.filter(({ seats }) => seats > 0);
  return list(winners.map(({ option }) => nameOf(option)));
}
