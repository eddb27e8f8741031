import { listDistricts } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { useElection } from './use-election.ts';

/** The electoral districts of each contest that has them. */
export function DistrictsPart() {
  const { t } = useTranslator();
  const { definition } = useElection();
  const sets = [
    ...new Set(
      definition.contests.map((contest) => contest.districtSet).filter((set) => set !== null),
    ),
  ];
  if (sets.length === 0) {
    return (
      <EmptyState title={t('districts.none')}>
        <p>{t('districts.none-text')}</p>
      </EmptyState>
    );
  }
  return sets.map((set) => <DistrictTable key={set} set={set} />);
}

function DistrictTable({ set }: { readonly set: string }) {
  const { t, number } = useTranslator();
  const text = useText();
  const { definition, pack } = useElection();
  const { districts } = useSuspenseQuery(
    reading(listDistricts, {
      params: { pack: definition.pack.code },
      query: { set, version: String(definition.geography.version) },
    }),
  ).data;
  const contests = definition.contests.filter((contest) => contest.districtSet === set);
  const candidatesIn = (code: string) =>
    definition.ballots
      .filter((ballot) => ballot.district === code)
      .filter((ballot) => contests.some((contest) => contest.code === ballot.contest))
      .reduce((sum, ballot) => sum + ballot.candidates.length + ballot.lists.length, 0);
  const known = pack.districtSets.find((one) => one.code === set);
  return (
    <Section title={known === undefined ? set : text(known.name)}>
      <DataTable
        caption={t('districts.count', { count: districts.length })}
        rows={districts}
        rowKey={({ district }) => district.code}
        columns={[
          { key: 'code', header: t('districts.number'), cell: ({ district }) => district.code },
          {
            key: 'name',
            header: t('districts.name'),
            rowHeader: true,
            cell: ({ district }) => text(district.name),
          },
          {
            key: 'seats',
            header: t('contest.seats'),
            numeric: true,
            cell: ({ district }) => number(district.seats),
          },
          {
            key: 'stations',
            header: t('districts.stations'),
            numeric: true,
            cell: ({ stations }) => number(stations),
          },
          {
            key: 'candidates',
            header: t('districts.candidates'),
            numeric: true,
            cell: ({ district }) => number(candidatesIn(district.code)),
          },
        ]}
      />
    </Section>
  );
}
