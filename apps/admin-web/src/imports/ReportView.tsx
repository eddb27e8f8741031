import { Alert, Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import type { ImportFinding, ImportReport } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { useState } from 'react';
import { FilterSearch, FilterSelect } from '../forms/inputs.tsx';
import { useMessages } from '../language.ts';
import { ImportReason } from '../values/FindingReason.tsx';
import { download, writeCsv } from './csv.ts';
import { type FindingFilter, filterFindings } from './filter-findings.ts';

/** Rows that are shown at once; more come by a button. A person reads hundreds, not thousands. */
const ROWS_AT_ONCE = 100;

type Props = {
  readonly report: ImportReport;
  /** Whether the files took effect, as a draft or at once. */
  readonly applied: boolean;
  /** Name of the file in which the report can be kept. */
  readonly fileName: string;
};

/** What an import found, row by row, to be filtered, kept and mended. */
export function ReportView({ report, applied, fileName }: Props) {
  const t = useMessages();
  const [filter, setFilter] = useState<FindingFilter>({ severity: '', file: '', search: '' });
  const [limit, setLimit] = useState(ROWS_AT_ONCE);
  const files = [...new Set(report.findings.map((finding) => finding.file))];
  const found = filterFindings(report.findings, filter);
  const change = (changed: Partial<FindingFilter>) => {
    setFilter({ ...filter, ...changed });
    setLimit(ROWS_AT_ONCE);
  };
  const counts = {
    rows: report.rowsRead,
    errors: report.errors,
    warnings: report.warnings,
    quarantined: report.rowsQuarantined,
  };
  return (
    <div className="stack">
      <Alert data-color={applied ? (report.warnings > 0 ? 'warning' : 'success') : 'danger'}>
        <Paragraph>
          <strong>{t(applied ? 'report.applied' : 'report.not-applied')}</strong>
        </Paragraph>
        <Paragraph>{t('report.counts', counts)}</Paragraph>
        {!applied && <Paragraph>{t('report.what-next')}</Paragraph>}
      </Alert>
      {report.findings.length > 0 && (
        <>
          <div className="filters">
            <FilterSelect
              label={t('report.severity')}
              value={filter.severity}
              empty={t('report.all')}
              onChange={(severity) => change({ severity: severity as FindingFilter['severity'] })}
              choices={(['error', 'warning'] as const).map((severity) => ({
                value: severity,
                label: t(`severity.${severity}`),
              }))}
            />
            {files.length > 1 && (
              <FilterSelect
                label={t('report.file')}
                value={filter.file}
                empty={t('report.all')}
                onChange={(file) => change({ file })}
                choices={files.map((file) => ({ value: file, label: file }))}
              />
            )}
            <FilterSearch
              label={t('report.search')}
              value={filter.search}
              onChange={(search) => change({ search })}
            />
            <Button
              type="button"
              variant="secondary"
              onClick={() => download(fileName, reportCsv(report.findings))}
            >
              {t('report.download')}
            </Button>
          </div>
          <FindingTable findings={found.slice(0, limit)} all={found.length} />
          {found.length > limit && (
            <Button
              type="button"
              variant="secondary"
              onClick={() => setLimit(limit + ROWS_AT_ONCE)}
            >
              {t('table.more')}
            </Button>
          )}
          {report.errors + report.warnings > report.findings.length && (
            <Paragraph className="quiet">
              {t('report.cut', { listed: report.findings.length })}
            </Paragraph>
          )}
        </>
      )}
    </div>
  );
}

type TableProps = { readonly findings: readonly ImportFinding[]; readonly all: number };

function FindingTable({ findings, all }: TableProps) {
  const t = useMessages();
  return (
    <DataTable
      caption={t('report.listed', { shown: findings.length, all })}
      rows={findings}
      rowKey={(finding) =>
        `${finding.file} ${finding.line} ${finding.field} ${finding.code} ${finding.reason}`
      }
      columns={[
        {
          key: 'severity',
          header: t('report.severity'),
          cell: ({ severity }) => (
            <Tag data-color={severity === 'error' ? 'danger' : 'warning'}>
              {t(`severity.${severity}`)}
            </Tag>
          ),
        },
        { key: 'file', header: t('report.file'), cell: ({ file }) => file },
        {
          key: 'line',
          header: t('report.line'),
          numeric: true,
          cell: ({ line }) => line ?? t('report.whole-file'),
        },
        {
          key: 'field',
          header: t('report.field'),
          cell: ({ field }) => field !== null && <code>{field}</code>,
        },
        {
          key: 'reason',
          header: t('report.reason'),
          rowHeader: true,
          cell: ({ code, reason }) => <ImportReason code={code} reason={reason} />,
        },
      ]}
    />
  );
}

function reportCsv(findings: readonly ImportFinding[]): string {
  return writeCsv(
    ['severity', 'file', 'line', 'field', 'code', 'reason'],
    findings.map(({ severity, file, line, field, code, reason }) => [
      severity,
      file,
      line,
      field,
      code,
      reason,
    ]),
  );
}
