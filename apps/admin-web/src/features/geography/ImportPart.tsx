import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, importGeography, MAX_IMPORT_BYTES } from '@ovoz/contract';
import {
  DISTRICT_COLUMNS,
  STATION_COLUMNS,
  STATION_OPTIONAL_COLUMNS,
  TERRITORY_COLUMNS,
} from '@ovoz/election-model';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { CheckInput, ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { FileInput } from '../../imports/FileInput.tsx';
import { ReportView } from '../../imports/ReportView.tsx';
import { TemplateButtons } from '../../imports/TemplateButtons.tsx';
import { UploadStatus } from '../../imports/UploadStatus.tsx';
import { useFiles } from '../../imports/use-files.ts';
import { useMessages } from '../../language.ts';
import { ButtonLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { useUpload } from '../../server/upload.ts';
import { PastImports } from './PastImports.tsx';
import { useCountry } from './use-geography.ts';

const FILES = ['territories', 'stations', 'stationsGeoJson', 'districts'] as const;
const TEMPLATES = {
  territories: TERRITORY_COLUMNS,
  stations: [...STATION_COLUMNS, ...STATION_OPTIONAL_COLUMNS],
  districts: DISTRICT_COLUMNS,
} as const;

type Answer = AnswerOf<typeof importGeography>;

/** Files in, report out; when no row is wrong a draft is made, whose difference is looked at next. */
export function ImportPart() {
  const t = useMessages();
  const pack = useCountry();
  const [answer, setAnswer] = useState<Answer | null>(null);
  return (
    <>
      <Section title={t('geography.import')}>
        <Paragraph>{t('geography.import-lead')}</Paragraph>
        <TemplateButtons
          templates={(['territories', 'stations', 'districts'] as const).map((name) => ({
            label: t(`geography.template-${name}`),
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
      <PastImports pack={pack.code} />
    </>
  );
}

function ImportForm({ onAnswer }: { readonly onAnswer: (answer: Answer) => void }) {
  const t = useMessages();
  const pack = useCountry();
  const upload = useUpload(importGeography);
  const files = useFiles(FILES, MAX_IMPORT_BYTES);
  const checks = checksIn(t);
  const form = useForm<{ readonly reason: string; readonly generated: boolean }, Answer>({
    initial: { reason: '', generated: false },
    check: ({ reason }) => {
      const problem = checks.reason(reason);
      if (files.chosen.length === 0) files.complain('territories', t('geography.one-file'));
      if (files.chosen.includes('stations') && files.chosen.includes('stationsGeoJson')) {
        files.complain('stationsGeoJson', t('geography.stations-twice'));
      }
      return found({ reason: problem });
    },
    send: async ({ reason, generated }) => {
      const isAmbiguous =
        files.chosen.includes('stations') && files.chosen.includes('stationsGeoJson');
      if (files.chosen.length === 0 || isAmbiguous) return null;
      const texts = await files.read();
      if (!texts.ok) return null;
      const body = { reason: reason.trim(), generated, files: texts.value };
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
          label={t(`geography.file-${name}`)}
          hint={t(`geography.file-${name}-hint`)}
          accept={
            name === 'stationsGeoJson' ? '.geojson,.json,application/geo+json' : '.csv,text/csv'
          }
        />
      ))}
      <ReasonInput field={form.bind('reason')} />
      <CheckInput
        field={form.bind('generated')}
        label={t('import.generated')}
        hint={t('import.generated-hint')}
      />
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
        applied={answer.version !== null}
        fileName={`${pack.code}-import-report.csv`}
      />
      <div className="button-row">
        {answer.version !== null && (
          <ButtonLink
            to="/geography/$pack/versions/$version"
            params={{ pack: pack.code, version: String(answer.version) }}
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
