import { Button, Checkbox, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { type AnswerOf, importCandidates, MAX_IMPORT_BYTES } from '@ovoz/contract';
import { CANDIDATE_COLUMNS, PARTY_COLUMNS } from '@ovoz/election-model';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { FileInput } from '../../imports/FileInput.tsx';
import { ReportView } from '../../imports/ReportView.tsx';
import { TemplateButtons } from '../../imports/TemplateButtons.tsx';
import { UploadStatus } from '../../imports/UploadStatus.tsx';
import { useFiles } from '../../imports/use-files.ts';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useUpload } from '../../server/upload.ts';
import { useVersion } from './use-version.ts';

/** Parties, lists and candidates from two files, all or nothing. */
export function ImportCandidatesPart() {
  const t = useMessages();
  const params = useParams({ from: '/shell/elections/$code/versions/$version/import' });
  const { version } = useVersion(params.code, params.version);
  const upload = useUpload(importCandidates);
  const files = useFiles(['parties', 'candidates'], MAX_IMPORT_BYTES);
  const [generated, setGenerated] = useState(false);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [answer, setAnswer] = useState<AnswerOf<typeof importCandidates> | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    setAnswer(null);
    for (const name of ['parties', 'candidates'] as const) {
      if (!files.chosen.includes(name)) files.complain(name, t('file.missing'));
    }
    if (files.chosen.length < 2) return;
    const texts = await files.read();
    if (!texts.ok) return;
    const { parties = '', candidates = '' } = texts.value;
    const body = { revision: version.revision, generated, files: { parties, candidates } };
    const result = await upload.run({ params, body });
    if (result === null) return;
    if (result.ok) setAnswer(result.value);
    else setRefusal(result.refusal);
  };
  return (
    <Section title={t('candidates.import-title', { version: version.number })}>
      <Paragraph>{t('candidates.import-lead')}</Paragraph>
      <TemplateButtons
        templates={[
          {
            label: t('candidates.template-parties'),
            fileName: 'parties.csv',
            columns: PARTY_COLUMNS,
          },
          {
            label: t('candidates.template-candidates'),
            fileName: 'candidates.csv',
            columns: CANDIDATE_COLUMNS,
          },
        ]}
      />
      <form className="form" noValidate onSubmit={(event) => void send(event)}>
        <RefusalNotice refusal={refusal} />
        <FileInput
          field={files.bind('parties')}
          label={t('candidates.file-parties')}
          hint={t('candidates.file-parties-hint')}
          accept=".csv,text/csv"
        />
        <FileInput
          field={files.bind('candidates')}
          label={t('candidates.file-candidates')}
          hint={t('candidates.file-candidates-hint')}
          accept=".csv,text/csv"
        />
        <Checkbox
          label={t('import.generated')}
          description={t('import.generated-hint')}
          checked={generated}
          onChange={(event) => setGenerated(event.currentTarget.checked)}
        />
        <UploadStatus progress={upload.progress} />
        <div className="button-row">
          <Button type="submit" loading={upload.progress !== null}>
            {t('import.check-and-apply')}
          </Button>
          <ButtonLink variant="secondary" to="/elections/$code/versions/$version" params={params}>
            {t('dialog.cancel')}
          </ButtonLink>
        </div>
      </form>
      {answer !== null && (
        <>
          <ReportView
            report={answer.report}
            applied={answer.applied}
            fileName={`${params.code}-import-report.csv`}
          />
          {answer.applied && (
            <p>
              <PageLink to="/elections/$code/versions/$version" params={params}>
                {t('candidates.to-version')}
              </PageLink>
            </p>
          )}
        </>
      )}
    </Section>
  );
}
