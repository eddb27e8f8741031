import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { type EntryOutcome, type EntryView, finishEntry } from '@ovoz/contract';
import type { CheckFinding } from '@ovoz/election-model';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import type { Figure } from '../../counting/figures.ts';
import { moveOn } from '../../counting/move-on.ts';
import { usePaper } from '../../counting/use-contest.ts';
import type { useCountedElection } from '../../counting/use-counted.ts';
import { useText, useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { AttachScan } from '../../counting/AttachScan.tsx';
import { CheckPanel } from './CheckPanel.tsx';
import { FigureFields, inputIdOf } from '../../counting/FigureFields.tsx';
import { sumOfKeyed, valuesOf } from '../../counting/keyed-text.ts';
import { OutcomePanel } from './OutcomePanel.tsx';
import { SavedLine } from './SavedLine.tsx';
import { useKeptEntry } from './use-kept-entry.ts';

type Props = {
  readonly entry: EntryView;
  readonly counted: ReturnType<typeof useCountedElection>;
  readonly district: string | null;
};

type Checks = { readonly round: number; readonly findings: readonly CheckFinding[] };
type Ended = Exclude<EntryOutcome, { readonly state: 'check' }>;

/** The form of the paper, to be keyed by the number pad alone. */
export function EntryForm({ entry, counted, district }: Props) {
  const { t } = useTranslator();
  const text = useText();
  const paper = usePaper(counted, entry.contest, district);
  const kept = useKeptEntry(entry);
  useFirstField();
  const finish = useAct(finishEntry);
  const [checks, setChecks] = useState<Checks>({ round: 0, findings: [] });
  const [isConfirmed, setConfirmed] = useState(false);
  const [notKeyed, setNotKeyed] = useState<readonly Figure[]>([]);
  const [ended, setEnded] = useState<Ended | null>(null);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const figures = useMemo(
    () => (paper?.figures ?? []).filter(({ name }) => entry.fields.includes(name)),
    [paper, entry.fields],
  );
  if (paper === null) return null;
  if (ended !== null) return <OutcomePanel ended={ended} entry={entry} code={counted.code} />;

  const change = (name: string, value: string) => {
    kept.set(name, value);
    setNotKeyed((before) => before.filter((figure) => figure.name !== name));
  };
  const send = async () => {
    const missing = figures.filter(({ name }) => (kept.texts[name] ?? '') === '');
    setNotKeyed(missing);
    setRefusal(null);
    const [first] = missing;
    if (first !== undefined) return document.getElementById(inputIdOf(first.name))?.focus();
    const revision = await kept.settle();
    if (revision === null) return;
    const answer = await finish.run({
      params: { id: entry.id },
      body: { revision, values: valuesOf(kept.texts), errorsOnPaper: isConfirmed },
    });
    if (answer === null) return;
    if (!answer.ok) return setRefusal(answer.refusal);
    if (answer.value.state === 'check') {
      return setChecks({ round: checks.round + 1, findings: answer.value.findings });
    }
    setEnded(answer.value);
  };
  const [counts, votes] = (['counts', 'votes'] as const).map((part) =>
    figures.filter((figure) => figure.part === part),
  ) as [Figure[], Figure[]];
  const { findings } = checks;
  const fields = { texts: kept.texts, set: change, findings };
  return (
    // The fields are real controls; only Enter among them is caught here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className="entry-form"
      noValidate
      onKeyDown={moveOn}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      {entry.ordinal === 3 && (
        <Alert data-color="info">
          <Paragraph>{t('keying.third-text', { count: figures.length })}</Paragraph>
        </Alert>
      )}
      <p className="quiet keying-keys no-print">{t('keying.keys')}</p>
      {counts.length > 0 && (
        <fieldset>
          <Heading level={2} data-size="xs" asChild>
            <legend>{text(paper.form.title)}</legend>
          </Heading>
          <FigureFields figures={counts} {...fields} />
        </fieldset>
      )}
      {votes.length > 0 && (
        <fieldset>
          <Heading level={2} data-size="xs" asChild>
            <legend>{t('keying.votes')}</legend>
          </Heading>
          <FigureFields figures={votes} {...fields} />
          {entry.ordinal < 3 && <SumLine sum={sumOfKeyed(kept.texts, 'votes.')} />}
        </fieldset>
      )}
      {findings.length > 0 && (
        // Each round is a panel of its own, which takes the focus.
        <CheckPanel
          key={checks.round}
          findings={findings}
          paper={paper}
          isConfirmed={isConfirmed}
          onConfirm={setConfirmed}
        />
      )}
      <RefusalNotice refusal={refusal ?? kept.refusal} />
      <div className="entry-foot">
        {notKeyed.length > 0 && (
          <Alert data-color="warning" role="alert">
            <Paragraph>
              {t('keying.not-keyed', { count: notKeyed.length })}{' '}
              {notKeyed.map(({ row, caption }) => `${row} ${caption}`.trim()).join(' · ')}
            </Paragraph>
          </Alert>
        )}
        <div className="button-row">
          <Button type="submit" loading={finish.pending} data-finish>
            {t(findings.length > 0 && isConfirmed ? 'keying.finish-as-paper' : 'keying.finish')}
          </Button>
          <SavedLine state={kept.state} />
        </div>
      </div>
      <AttachScan
        params={{
          code: counted.code,
          contest: entry.contest,
          station: entry.station,
          count: entry.count,
        }}
      />
    </form>
  );
}

/** Keying begins at once: the focus goes to the first row that says nothing yet. */
function useFirstField(): void {
  useEffect(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('.figure-input')];
    (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
  }, []);
}

/** What the votes come to, beside the paper's own sum: a help for the eye that decides nothing. */
function SumLine({ sum }: { readonly sum: number | null }) {
  const { t, number } = useTranslator();
  return (
    <p className="figure-sum">
      <span>{t('keying.sum')}</span>
      <output>{sum === null ? '…' : number(sum)}</output>
    </p>
  );
}
