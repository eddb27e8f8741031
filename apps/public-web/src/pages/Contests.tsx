import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { LegalBasis } from './LegalBasis.tsx';
import { seatRuleSentences } from './seat-rule-words.ts';

type Contest = ElectionView['election']['definition']['contests'][number];
type Props = { readonly view: ElectionView };

/** What voters decide: each contest with its seats and how they are won, in plain words. */
export function Contests({ view }: Props) {
  const { t } = usePage();
  const { definition, pack } = view.election;
  const rules = pack.seatRules.filter((rule) =>
    definition.contests.some((contest) => contest.seatRule === rule.code),
  );
  return (
    <section>
      <h2>{t('contests.title')}</h2>
      <ul className="site-cards">
        {definition.contests.map((contest) => (
          <ContestCard key={contest.code} contest={contest} view={view} />
        ))}
      </ul>
      {rules.every((rule) => rule.confirmed) ? null : (
        <p className="ov-as-of">{t('law.unconfirmed.explanation')}</p>
      )}
    </section>
  );
}

function ContestCard({ contest, view }: Props & { readonly contest: Contest }) {
  const { t, ...page } = usePage();
  const rule = view.election.pack.seatRules.find((one) => one.code === contest.seatRule);
  return (
    <li className="site-card site-card--contest">
      <h3>
        <Localized text={contest.title} />
      </h3>
      <p className="site-figure">{t('contests.seats', { seats: contest.seats })}</p>
      <p>
        {t(`contests.${contest.kind}`)} <Area contest={contest} view={view} />
      </p>
      {rule === undefined ? null : (
        <>
          <h4>{t('contests.how')}</h4>
          {seatRuleSentences(rule, { t, share: page.share }).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p className="site-article">
            <LegalBasis article={rule.article} confirmed={rule.confirmed} />
          </p>
        </>
      )}
    </li>
  );
}

function Area({ contest, view }: Props & { readonly contest: Contest }) {
  const { t, to } = usePage();
  if (contest.districtSet === null) return t('contests.nation');
  const districts = view.districts.filter(({ district }) => district.set === contest.districtSet);
  return (
    <a href={to(addresses.districts(view.code))}>
      {t('contests.districts', { districts: districts.length })}
    </a>
  );
}
