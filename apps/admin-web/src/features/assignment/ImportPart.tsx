import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, importAssignment, MAX_ASSIGNMENT_BYTES } from '@ovoz/contract';
import { ADDRESS_RULE_COLUMNS, RANGE_RULE_COLUMNS } from '@ovoz/voter-register';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { FileInput } from '../../imports/FileInput.tsx';
import { ReportView } from '../../imports/ReportView.tsx';
import { TemplateButtons } from '../../imports/TemplateButtons.tsx';
import { UploadStatus } from '../../imports/UploadStatus.tsx';
import { useFiles } from '../../imports/use-files.ts';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { useUpload } from '../../server/upload.ts';
import { useCountry } from './use-assignment.ts';

const FILES = ['ranges', 'addresses', 'areas'] as const;
const TEMPLATES = { ranges: RANGE_RULE_COLUMNS, addresses: ADDRESS_RULE_COLUMNS } as const;

type Answer = AnswerOf<typeof importAssignment>;

/** Files of rules in, report out; when no row is wrong a set is made, whose difference is looked at next. */
export function ImportPart() {
  const t = useMessages();
  const pack = useCountry();
  const [answer, setAnswer] = useState<Answer | null>(null);
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/assignment" params={{ pack: pack.code }}>
          {t('assignment.back')}
        </PageLink>
      </p>
      <Section title={t('assignment.import')}>
        <Paragraph>{t('assignment.import-lead')}</Paragraph>
        <TemplateButtons
          templates={(['ranges', 'addresses'] as const).map((name) => ({
            label: t(`assignment.template-${name}`),
            fileName: `${name}.csv`,
            columns: TEMPLATES[name],
          }))}
        />
        {answer === null ? (
          <ImportForm onAnswer={setAnswer} />
        ) : (
          <ImportOutcome answer={answer} onAgain={() => setAnswer(null)} />
        )}
      </Section>
    </>
  );
}

function ImportForm({ onAnswer }: { readonly onAnswer: (answer: Answer) => void }) {
  const t = useMessages();
  const pack = useCountry();
  const upload = useUpload(importAssignment);
  const files = useFiles(FILES, MAX_ASSIGNMENT_BYTES);
  const checks = checksIn(t);
  const form = useForm<{ readonly reason: string }, Answer>({
    initial: { reason: '' },
    check: ({ reason }) => {
      const problem = checks.reason(reason);
      if (files.chosen.length === 0) files.complain('ranges', t('geography.one-file'));
      return found({ reason: problem });
    },
    send: async ({ reason }) => {
      if (files.chosen.length === 0) return null;
      const texts = await files.read();
      if (!texts.ok) return null;
      const body = { reason: reason.trim(), files: texts.value };
      return upload.run({ params: { pack: pack.code }, body });
    },
    onDone: onAnswer,
  });
  return (
    <FormFrame form={form} submitLabel={t('geography.check-files')}>
      {FILES.map((name) => (
        <FileInput
          key={name}
          field={files.bind(name)}
          label={t(`assignment.file-${name}`)}
          hint={t(`assignment.file-${name}-hint`)}
          accept={name === 'areas' ? '.geojson,.json,application/geo+json' : '.csv,text/csv'}
        />
      ))}
      <ReasonInput field={form.bind('reason')} />
      <UploadStatus progress={upload.progress} />
    </FormFrame>
  );
}

type OutcomeProps = { readonly answer: Answer; readonly onAgain: () => void };

function ImportOutcome({ answer, onAgain }: OutcomeProps) {
  const t = useMessages();
  const pack = useCountry();
  return (
    <>
      <ReportView
        report={answer.report}
        applied={answer.set !== null}
        fileName={`${pack.code}-assignment-report.csv`}
      />
      <div className="button-row">
        {answer.set !== null && (
          <ButtonLink
            to="/voters/$pack/assignment/sets/$set"
            params={{ pack: pack.code, set: String(answer.set) }}
          >
            {t('geography.see-difference')}
          </ButtonLink>
        )}
        <Button variant="secondary" onClick={onAgain}>
          {t('geography.import-again')}
        </Button>
      </div>
    </>
  );
}
