import { DataTable, Hemicycle } from '@ovoz/ui';
import { Fragment } from 'react';
import type { ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { colorOf, contestOf } from '../../site/result-facts.ts';
import type { AreaResult } from '../../site/result-files.ts';
import { ColoredName } from './ShareLine.tsx';
import { useNames } from './use-names.ts';

type Props = { readonly view: ElectionView; readonly result: AreaResult };

/** The seats of the nation by party: half circle and table. */
export function Seats({ view, result }: Props) {
  const { t, number } = usePage();
  const names = useNames(view);
  const { seats, status } = result.area;
  if (seats === null) return null;
  const order = new Map(view.election.definition.parties.map(({ code }, place) => [code, place]));
  const last = order.size;
  const placeOf = (party: string | null) => order.get(party ?? '') ?? last;
  const parties = seats.parties.toSorted((one, other) => placeOf(one.party) - placeOf(other.party));
  const contests = [...new Set(seats.districts.map(({ contest }) => contest))];
  const given = parties.reduce((sum, one) => sum + one.seats, 0);
  const all = seats.districts.reduce((sum, one) => sum + one.seats, 0);
  const titleOf = (code: string) => contestOf(view, code)?.title ?? { en: code };
  return (
    <section id="seats">
      <h2>{t('results.seats')}</h2>
      {status === 'certified' ? null : <p>{t('results.seats.provisional')}</p>}
      {given === 0 ? null : (
        <Hemicycle
          title={t('contests.seats', { seats: given })}
          parties={parties.map((one) => ({
            name: names.party(one.party),
            seats: one.seats,
            color: colorOf(view, one.party),
          }))}
        />
      )}
      {all > given ? <p>{t('results.seats.open', { count: all - given })}</p> : null}
      <DataTable
        caption={t('results.seats.byParty')}
        rows={parties}
        rowKey={({ party }) => party ?? '-'}
        columns={[
          {
            key: 'party',
            header: t('candidate.party'),
            rowHeader: true,
            cell: ({ party }) => (
              <ColoredName color={colorOf(view, party)}>{names.party(party)}</ColoredName>
            ),
          },
          ...contests.map((contest) => ({
            key: contest,
            header: <Localized text={titleOf(contest)} />,
            numeric: true,
            cell: ({ byContest }: (typeof parties)[number]) => number(byContest[contest] ?? 0),
          })),
          {
            key: 'all',
            header: t('districts.seats'),
            numeric: true,
            cell: (one) => <b>{number(one.seats)}</b>,
          },
        ]}
        foot={
          <tr className="site-total">
            <th scope="row">{t('results.total')}</th>
            {contests.map((contest) => (
              <td key={contest} className="ov-number">
                {number(parties.reduce((sum, one) => sum + (one.byContest[contest] ?? 0), 0))}
              </td>
            ))}
            <td className="ov-number">{number(given)}</td>
          </tr>
        }
      />
      <p>
        {t('explain.seats')} <WorkingLinks view={view} contests={contests} />
      </p>
    </section>
  );
}

/** To the contests, where the working of their seats stands. */
function WorkingLinks({ view, contests }: { view: ElectionView; contests: readonly string[] }) {
  return contests.map((code, place) => (
    <Fragment key={code}>
      {place > 0 ? ' · ' : null}
      <a href={`#contest-${code}`}>
        <Localized text={contestOf(view, code)?.title ?? { en: code }} />
      </a>
    </Fragment>
  ));
}
