import { DataTable } from '@ovoz/ui';
import { addresses } from '../../site/addresses.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { compareParties, type ComparedSide, turnoutIn } from '../../site/result-comparison.ts';
import { colorOf } from '../../site/result-facts.ts';
import { PageFrame } from '../PageFrame.tsx';
import { ColoredName } from './ShareLine.tsx';

type Props = { readonly one: ComparedSide; readonly other: ComparedSide };

/** Two elections of a country side by side: shares and seats of the parties, and turnout. */
export function ComparisonPage({ one, other }: Props) {
  const { t, say } = usePage();
  const { view } = one;
  const steps = [{ path: addresses.results(view.code), text: t('results.title') }];
  return (
    <PageFrame title={t('compare.title')} steps={steps} view={view}>
      <p className="site-lead">
        {t('compare.lead', { one: say.text(view.title), other: say.text(other.view.title) })}
      </p>
      <Parties one={one} other={other} />
      <p className="ov-as-of">{t('compare.onlyTotals')}</p>
      <Turnout one={one} other={other} />
    </PageFrame>
  );
}

function Parties({ one, other }: Props) {
  const { t, say, number, percent } = usePage();
  const titles = [one, other].map(({ view }) => say.text(view.title));
  const share = (side: { readonly votes: number; readonly whole: number } | null) =>
    side === null || side.whole === 0 ? '–' : percent(side.votes, side.whole);
  const seats = (side: { readonly seats: number } | null) =>
    side === null ? '–' : number(side.seats);
  return (
    <DataTable
      caption={t('results.seats.byParty')}
      rows={compareParties(one, other)}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'party',
          header: t('candidate.party'),
          rowHeader: true,
          cell: ({ code, name }) => (
            <ColoredName color={colorOf(one.view, code)}>
              <Localized text={name} />
            </ColoredName>
          ),
        },
        {
          key: 'share-one',
          header: `${t('results.share')}: ${titles[0]}`,
          numeric: true,
          cell: (row) => share(row.one),
        },
        {
          key: 'share-other',
          header: `${t('results.share')}: ${titles[1]}`,
          numeric: true,
          cell: (row) => share(row.other),
        },
        {
          key: 'points',
          header: t('compare.points'),
          numeric: true,
          cell: ({ points }) => (points === null ? '–' : signed(points, number)),
        },
        {
          key: 'seats-one',
          header: `${t('districts.seats')}: ${titles[0]}`,
          numeric: true,
          cell: (row) => seats(row.one),
        },
        {
          key: 'seats-other',
          header: `${t('districts.seats')}: ${titles[1]}`,
          numeric: true,
          cell: (row) => seats(row.other),
        },
        {
          key: 'change',
          header: t('compare.change'),
          numeric: true,
          cell: (row) =>
            row.one === null || row.other === null
              ? '–'
              : signed(row.one.seats - row.other.seats, number),
        },
      ]}
    />
  );
}

function Turnout({ one, other }: Props) {
  const { t, number, percent } = usePage();
  const rows = [one, other].map((side) => ({ side, ...turnoutIn(side) }));
  const figure = (value: number | null) => (value === null ? '–' : number(value));
  return (
    <DataTable
      caption={t('results.turnout')}
      rows={rows}
      rowKey={({ side }) => side.view.code}
      columns={[
        {
          key: 'election',
          header: t('nav.election'),
          rowHeader: true,
          cell: ({ side }) => <ResultsLink side={side} />,
        },
        {
          key: 'share',
          header: t('results.turnout'),
          numeric: true,
          cell: ({ registered, tookPart }) =>
            registered === null || tookPart === null || registered === 0
              ? '–'
              : percent(tookPart, registered),
        },
        {
          key: 'tookPart',
          header: t('results.voted'),
          numeric: true,
          cell: ({ tookPart }) => figure(tookPart),
        },
        {
          key: 'registered',
          header: t('results.listed'),
          numeric: true,
          cell: ({ registered }) => figure(registered),
        },
        {
          key: 'counted',
          header: t('results.counted'),
          numeric: true,
          cell: ({ counted, due }) => t('progress.of', { done: counted, total: due }),
        },
      ]}
    />
  );
}

function ResultsLink({ side }: { readonly side: ComparedSide }) {
  const { to } = usePage();
  return (
    <a href={to(addresses.results(side.view.code))}>
      <Localized text={side.view.title} />
    </a>
  );
}

function signed(value: number, number: (value: number) => string): string {
  return value > 0 ? `+${number(value)}` : number(value);
}
