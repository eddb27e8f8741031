import type { ContestTotals } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import {
  type Contest,
  formOf,
  optionsOf,
  type ResultOption,
  validVotes,
} from '../../site/result-facts.ts';
import { ShareLine, Swatch } from './ShareLine.tsx';
import { useNames } from './use-names.ts';

type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly district: string | null;
  readonly totals: ContestTotals;
};

/** Votes and shares of the lists or candidates, most votes first, and what the shares are shares of. */
export function OptionBars({ view, contest, district, totals }: Props) {
  const { t } = usePage();
  const whole = validVotes(formOf(view, contest), totals);
  const votesOf = ({ code }: ResultOption) => totals.votes[code]?.sum ?? 0;
  const options = optionsOf(view, contest, district).toSorted(
    (left, right) => votesOf(right) - votesOf(left),
  );
  if (totals.stationsCounted === 0) return <EmptyState title={t('results.none.title')} />;
  return (
    <>
      <ol className="res-bars">
        {options.map((option) => (
          <Bar key={option.code} view={view} option={option} totals={totals} whole={whole} />
        ))}
      </ol>
      <p className="ov-as-of">{t('results.ofValid', { count: whole })}</p>
    </>
  );
}

type BarProps = {
  readonly view: ElectionView;
  readonly option: ResultOption;
  readonly totals: ContestTotals;
  readonly whole: number;
};

function Bar({ view, option, totals, whole }: BarProps) {
  const { t, number, percent } = usePage();
  const names = useNames(view);
  const { sum = 0, unknown = 0 } = totals.votes[option.code] ?? {};
  return (
    <li data-key={option.code}>
      <span className="res-bars__name">
        <Swatch color={option.color} />
        <span>
          {names.option(option)}
          {option.candidate === null ? null : (
            <span className="res-bars__party">{names.party(option.party)}</span>
          )}
        </span>
      </span>
      <span className="res-bars__share">{whole > 0 ? percent(sum, whole) : '–'}</span>
      <span className="res-bars__votes">
        {t('results.votesOf', { count: sum, votes: number(sum) })}
        {unknown > 0 ? ` · ${t('results.unknownIn', { count: unknown })}` : null}
      </span>
      <ShareLine part={sum} whole={whole} color={option.color} />
    </li>
  );
}
