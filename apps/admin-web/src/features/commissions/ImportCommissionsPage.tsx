import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, importCommissions, MAX_IMPORT_BYTES } from '@ovoz/contract';
import { COMMISSION_COLUMNS, MEMBER_COLUMNS } from '@ovoz/election-model';
import { useParams } from '@tanstack/react-router';
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
import { Page } from '../../page/Page.tsx';
import { useUpload } from '../../server/upload.ts';

const FILES = ['commissions', 'members'] as const;
const TEMPLATES = { commissions: COMMISSION_COLUMNS, members: MEMBER_COLUMNS } as const;

/** Commissions and their members from files, all or nothing. */
export function ImportCommissionsPage() {
  const t = useMessages();
  const params = useParams({ from: '/shell/commissions/$pack/import' });
  const upload = useUpload(importCommissions);
  const files = useFiles(FILES, MAX_IMPORT_BYTES);
  const checks = checksIn(t);
  const [answer, setAnswer] = useState<AnswerOf<typeof importCommissions> | null>(null);
  const form = useForm({
    initial: { reason: '' },
    check: ({ reason }) => {
      if (files.chosen.length === 0) files.complain('commissions', t('geography.one-file'));
      return found({ reason: checks.reason(reason) });
    },
    send: async ({ reason }) => {
      if (files.chosen.length === 0) return null;
      const texts = await files.read();
      if (!texts.ok) return null;
      return upload.run({ params, body: { reason: reason.trim(), files: texts.value } });
    },
    onDone: setAnswer,
  });
  return (
    <Page
      title={t('commissions.import')}
      lead={t('commissions.import-lead')}
      back={
        <PageLink to="/commissions/$pack" params={params}>
          {t('commissions.back')}
        </PageLink>
      }
    >
      <TemplateButtons
        templates={FILES.map((name) => ({
          label: t(`commissions.template-${name}`),
          fileName: `${name}.csv`,
          columns: TEMPLATES[name],
        }))}
      />
      {answer === null ? (
        <FormFrame form={form} submitLabel={t('import.check-and-apply')}>
          {FILES.map((name) => (
            <FileInput
              key={name}
              field={files.bind(name)}
              label={t(`commissions.file-${name}`)}
              hint={t(`commissions.file-${name}-hint`)}
              accept=".csv,text/csv"
            />
          ))}
          <ReasonInput field={form.bind('reason')} />
          <UploadStatus progress={upload.progress} />
        </FormFrame>
      ) : (
        <>
          <ReportView
            report={answer.report}
            applied={answer.applied}
            fileName={`${params.pack}-commissions-report.csv`}
          />
          <div className="button-row">
            <Button variant="secondary" onClick={() => setAnswer(null)}>
              {t('geography.import-again')}
            </Button>
            <ButtonLink variant="secondary" to="/commissions/$pack" params={params}>
              {t('commissions.to-list')}
            </ButtonLink>
          </div>
        </>
      )}
      <Paragraph className="quiet">{t('commissions.import-note')}</Paragraph>
    </Page>
  );
}
