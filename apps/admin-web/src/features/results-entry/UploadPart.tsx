import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { type AnswerOf, uploadPackages } from '@ovoz/contract';
import { DataTable, ProgressBar } from '@ovoz/ui';
import { type FormEvent, useId, useState } from 'react';
import { CountGate } from '../../counting/CountGate.tsx';
import { useCounted } from '../../counting/use-counted.ts';
import { FileInput } from '../../imports/FileInput.tsx';
import { readTextFile, type UnreadableFile } from '../../imports/read-file.ts';
import { useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { knownCode } from '../../server/refusal.ts';
import { Hash } from '../../values/Hash.tsx';
import { inCalls, packageLines } from './package-lines.ts';

/** A file of all stations of a nation, thrice over. */
const MOST_BYTES = 100 * 1024 * 1024;

type Outcome = AnswerOf<typeof uploadPackages>['outcomes'][number];

/** Signed packages that were carried as a file, as if the stations had sent them. */
export function UploadPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Upload code={code} />
    </CountGate>
  );
}

function Upload({ code }: { readonly code: string }) {
  const { t } = useTranslator();
  const id = useId();
  const act = useAct(uploadPackages);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<UnreadableFile | null>(null);
  const [sent, setSent] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (file === null) return;
    setOutcomes([]);
    setRefusal(null);
    const text = await readTextFile(file, MOST_BYTES);
    setProblem(text.ok ? null : text.refusal);
    if (!text.ok) return;
    const packages = packageLines(text.value);
    const all: Outcome[] = [];
    for (const call of inCalls(packages)) {
      setSent({ done: all.length, all: packages.length });
      const answer = await act.run({ params: { code }, body: { packages: [...call] } });
      if (answer?.ok !== true) {
        setRefusal(answer?.refusal ?? null);
        break;
      }
      all.push(...answer.value.outcomes);
      setOutcomes([...all]);
    }
    setSent(null);
  };
  return (
    <>
      <form className="form" onSubmit={(event) => void send(event)}>
        <Paragraph>{t('upload.text')}</Paragraph>
        <FileInput
          field={{
            id,
            file,
            set: setFile,
            error: problem === null ? undefined : t(`file.${problem}`, { megabytes: 100 }),
          }}
          label={t('upload.file')}
          hint={t('upload.hint')}
          accept=".jsonl,.ndjson,.json,.txt,application/json,text/plain"
        />
        <Button type="submit" disabled={file === null} loading={sent !== null}>
          {t('upload.send')}
        </Button>
      </form>
      {sent !== null && (
        <ProgressBar label={t('import.sending')} done={sent.done} total={sent.all} />
      )}
      <RefusalNotice refusal={refusal} />
      {outcomes.length > 0 && <Outcomes outcomes={outcomes} />}
    </>
  );
}

/** Rows that a person reads; the counts above are of all. */
const MOST_SHOWN = 200;

function Outcomes({ outcomes }: { readonly outcomes: readonly Outcome[] }) {
  const { t } = useTranslator();
  const numbered = outcomes.map((outcome, index) => ({ line: index + 1, outcome }));
  const good = outcomes.filter(({ ok }) => ok).length;
  const refused = outcomes.length - good;
  // What was refused needs somebody; it stands first.
  const shown = numbered
    .toSorted((a, b) => Number(a.outcome.ok) - Number(b.outcome.ok) || a.line - b.line)
    .slice(0, MOST_SHOWN);
  return (
    <>
      <Alert data-color={refused === 0 ? 'success' : 'warning'} role="status">
        <Paragraph>{t('upload.counts', { good, refused })}</Paragraph>
      </Alert>
      <DataTable
        caption={t('upload.outcomes', { count: shown.length })}
        stacked
        rows={shown}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', header: t('upload.line'), numeric: true, cell: ({ line }) => line },
          {
            key: 'outcome',
            header: t('seats.outcome'),
            line: true,
            cell: ({ outcome }) =>
              outcome.ok ? (
                <>
                  {t(`upload.${outcome.receipt.outcome}`)}{' '}
                  {t('findings.count', {
                    errors: outcome.receipt.errors,
                    warnings: outcome.receipt.warnings,
                  })}
                  <br />
                  <Hash value={outcome.receipt.hash} />
                </>
              ) : (
                <>
                  <strong>{t(`refusal.${knownCode(outcome.code)}`)}</strong>
                  {outcome.detail !== null && (
                    <>
                      <br />
                      <span className="quiet" lang="en">
                        {outcome.detail}
                      </span>
                    </>
                  )}
                </>
              ),
          },
        ]}
      />
    </>
  );
}
