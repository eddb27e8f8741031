import type { DistrictSeats } from '@ovoz/contract';
import type { SeatStep } from '@ovoz/election-model';
import type { ReactNode } from 'react';
import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, ruleOf } from '../../site/result-facts.ts';
import { LegalBasis } from '../LegalBasis.tsx';
import { CountStep } from './CountStep.tsx';
import { useStepWords } from './step-words.ts';
import { useNames } from './use-names.ts';

type Props = {
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly seats: DistrictSeats;
};

/** How the seats come about, step by step, so that one can follow it with a pocket calculator. */
export function SeatWorking({ view, contest, seats }: Props) {
  const { t, list } = usePage();
  const { allocation, district, pending } = seats;
  const { steps = [], voidReason = null, tie = null } = allocation ?? {};
  const names = useNames(view, contest, district);
  const rule = ruleOf(view, contest);
  return (
    <section className="res-working">
      <h3>{t('working.title')}</h3>
      <p>{t('working.text')}</p>
      {rule === null ? null : (
        <p className="site-article">
          <LegalBasis article={rule.article} confirmed={rule.confirmed} />
        </p>
      )}
      <ol className="res-steps">
        {pending === null ? null : (
          <li>
            <p>{t(`working.pending.${pending}`)}</p>
          </li>
        )}
        {steps.map((step, place) => (
          // Steps have no names of their own; their order is what they are.
          <li key={place}>
            <Step step={step} view={view} contest={contest} district={district} />
          </li>
        ))}
        {voidReason === null ? null : (
          <li>
            <p>{t(`working.void.${voidReason}`)}</p>
          </li>
        )}
        {tie === null ? null : (
          <li>
            <p>
              {t('working.tie', {
                names: list(tie.options.map(names.byCode)),
                seats: tie.seats,
              })}
            </p>
          </li>
        )}
      </ol>
    </section>
  );
}

type StepProps = {
  readonly step: SeatStep;
  readonly view: ElectionView;
  readonly contest: Contest;
  readonly district: string | null;
};

function Step({ step, view, contest, district }: StepProps) {
  const names = useNames(view, contest, district);
  const { sentences } = useStepWords(view, names);
  const paragraphs: readonly ReactNode[] = sentences(step);
  return (
    <>
      {paragraphs.map((text, place) => (
        <p key={place}>{text}</p>
      ))}
      <CountStep step={step} nameOf={names.byCode} />
    </>
  );
}
