import { type CheckFinding, MISSING } from '@ovoz/election-model';
import type { ReactNode } from 'react';
import { useText, useTranslator } from '../language.ts';
import type { Paper } from './use-contest.ts';

type Props = {
  readonly findings: readonly CheckFinding[];
  readonly paper: Paper;
  /** Makes a field of a finding a way to its input. */
  readonly link?: (name: string, label: string) => ReactNode;
  /** What stands below a finding, like its explanation. */
  readonly below?: (finding: CheckFinding) => ReactNode;
};

/** Checks that the figures do not pass: numbered, with cause, numbers and remedy. */
export function CheckFindingList({ findings, paper, link, below }: Props) {
  return (
    <ul className="check-findings">
      {findings.map((finding) => (
        <li
          key={`${finding.code} ${finding.fields.join(' ')}`}
          className="check-finding"
          data-severity={finding.severity}
        >
          <Finding finding={finding} paper={paper} {...(link === undefined ? {} : { link })} />
          {below?.(finding)}
        </li>
      ))}
    </ul>
  );
}

function Finding({
  finding,
  paper,
  link,
}: Pick<Props, 'paper' | 'link'> & { finding: CheckFinding }) {
  const { t, number } = useTranslator();
  const text = useText();
  const { code, severity, fields, left, comparison, right } = finding;
  const check = paper.form.checks.find((one) => one.code === code);
  const signs = { '=': '≠', '<=': '>', '>=': '<' } as const;
  return (
    <>
      <p className="check-title">
        <span className="check-code">
          {t(`severity.${severity}`)} {code === MISSING ? '' : code}
        </span>{' '}
        <strong>{check === undefined ? t('check.missing') : text(check.meaning)}</strong>
      </p>
      {left !== null && right !== null && comparison !== null && (
        <p className="check-numbers">
          {t('check.on-paper')} {number(left)} {signs[comparison]} {number(right)}
          {comparison === '=' && (
            <span className="quiet">
              {' '}
              ({t('check.difference', { count: Math.abs(left - right) })})
            </span>
          )}
        </p>
      )}
      <p className="check-fields">
        {fields.map((name, index) => {
          const label = labelOf(name, paper, t('contest.votes-of-all'));
          return (
            <span key={name}>
              {index > 0 && ' · '}
              {link === undefined || name === 'votes' ? label : link(name, label)}
            </span>
          );
        })}
      </p>
      <p className="quiet">
        {check === undefined ? t('check.missing-remedy') : text(check.remedy)}
      </p>
    </>
  );
}

/** `10 Valid ballots`. */
function labelOf(name: string, { figures }: Paper, votesOfAll: string): string {
  if (name === 'votes') return votesOfAll;
  const figure = figures.find((one) => one.name === name);
  return figure === undefined ? name : `${figure.row} ${figure.caption}`.trim();
}
