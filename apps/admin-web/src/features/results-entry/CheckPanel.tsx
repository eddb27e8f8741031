import { Checkbox, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { CheckFinding } from '@ovoz/election-model';
import { useEffect, useId, useRef } from 'react';
import { CheckFindingList } from '../../counting/FindingList.tsx';
import type { Paper } from '../../counting/use-contest.ts';
import { useMessages } from '../../language.ts';
import { inputIdOf } from '../../counting/FigureFields.tsx';

type Props = {
  readonly findings: readonly CheckFinding[];
  readonly paper: Paper;
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
};

/** "Check your answers": what does not fit together, once, before the entry is finished. Takes the focus. */
export function CheckPanel({ findings, paper, isConfirmed, onConfirm }: Props) {
  const t = useMessages();
  const headingId = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <section className="check-panel" aria-labelledby={headingId} tabIndex={-1} ref={panel}>
      <Heading level={2} data-size="sm" id={headingId}>
        {t('keying.check-title')}
      </Heading>
      <Paragraph>{t('keying.check-text')}</Paragraph>
      <CheckFindingList
        findings={findings}
        paper={paper}
        link={(name, label) => (
          <a
            className="ds-link"
            href={`#${inputIdOf(name)}`}
            onClick={(event) => {
              event.preventDefault();
              document.getElementById(inputIdOf(name))?.focus();
            }}
          >
            {label}
          </a>
        )}
      />
      <Checkbox
        label={t('keying.as-on-paper')}
        description={t('keying.as-on-paper-hint')}
        checked={isConfirmed}
        onChange={(event) => onConfirm(event.currentTarget.checked)}
      />
    </section>
  );
}
