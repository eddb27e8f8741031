import { Button } from '@digdir/designsystemet-react';
import type { CheckFinding } from '@ovoz/election-model';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Figure } from './figures.ts';
import { useTranslator } from '../language.ts';
import { countOfText, EMPTY_ON_PAPER, keyedText, type KeyedTexts } from './keyed-text.ts';

type Props = {
  readonly figures: readonly Figure[];
  readonly texts: KeyedTexts;
  readonly set: (name: string, text: string) => void;
  readonly findings: readonly CheckFinding[];
};

/** Id of the input of a figure, for links and for moving on. */
export const inputIdOf = (name: string) => `figure-${name}`;

/** The rows of the paper, each with its number, its caption and a field. */
export function FigureFields({ figures, texts, set, findings }: Props) {
  return (
    <ol className="figure-rows">
      {figures.map((figure) => (
        <FigureRow
          key={figure.name}
          figure={figure}
          text={texts[figure.name] ?? ''}
          set={set}
          severity={severityOf(figure, findings)}
        />
      ))}
    </ol>
  );
}

type RowProps = {
  readonly figure: Figure;
  readonly text: string;
  readonly set: Props['set'];
  readonly severity: CheckFinding['severity'] | null;
};

function FigureRow({ figure, text, set, severity }: RowProps) {
  const { t, number } = useTranslator();
  const [hasFocus, setFocus] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // At once, with the change of what is shown: a moment later it would take in the first digit that is typed.
  useLayoutEffect(() => {
    if (hasFocus) input.current?.select();
  }, [hasFocus]);
  const id = inputIdOf(figure.name);
  const count = countOfText(text);
  // Groups of three are easier to compare with the paper, and in the way while one types.
  const shown = hasFocus || typeof count !== 'number' ? text : number(count);
  return (
    <li className="figure-row" data-severity={severity ?? undefined}>
      <label htmlFor={id}>
        <span className="figure-number">{figure.row}</span>
        <span>{figure.caption}</span>
      </label>
      <input
        id={id}
        ref={input}
        name={figure.name}
        className="figure-input"
        type="text"
        inputMode="numeric"
        enterKeyHint="next"
        autoComplete="off"
        maxLength={12}
        value={shown}
        data-empty={text === EMPTY_ON_PAPER ? true : undefined}
        aria-invalid={severity === 'error' ? true : undefined}
        aria-describedby={text === EMPTY_ON_PAPER ? `${id}-empty` : undefined}
        onFocus={() => setFocus(true)}
        onBlur={() => setFocus(false)}
        onChange={(event) => set(figure.name, keyedText(event.currentTarget.value))}
      />
      {text === EMPTY_ON_PAPER && (
        <span id={`${id}-empty`} className="ds-sr-only">
          {t('keying.empty-on-paper')}
        </span>
      )}
      {/* By keyboard a minus does the same, so the button is no stop of the Tab key. */}
      <Button
        type="button"
        variant="tertiary"
        data-size="sm"
        className="figure-empty"
        tabIndex={-1}
        aria-pressed={text === EMPTY_ON_PAPER}
        aria-label={t('keying.mark-empty', { field: figure.caption })}
        onClick={() => set(figure.name, text === EMPTY_ON_PAPER ? '' : EMPTY_ON_PAPER)}
      >
        {t('keying.empty')}
      </Button>
    </li>
  );
}

function severityOf(
  figure: Figure,
  findings: readonly CheckFinding[],
): CheckFinding['severity'] | null {
  const touching = findings.filter(({ fields }) => fields.includes(figure.name));
  if (touching.some(({ severity }) => severity === 'error')) return 'error';
  return touching.length > 0 ? 'warning' : null;
}
