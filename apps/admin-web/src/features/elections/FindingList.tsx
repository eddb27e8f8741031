import { Tag } from '@digdir/designsystemet-react';
import type { DefinitionFinding } from '@ovoz/election-model';
import { DataTable } from '@ovoz/ui';
import { useMessages } from '../../language.ts';
import { DefinitionReason } from '../../values/FindingReason.tsx';

/** What stops a definition from being sealed, and what the sealers should know. Errors come first. */
export function FindingList({ findings }: { readonly findings: readonly DefinitionFinding[] }) {
  const t = useMessages();
  const sorted = findings.toSorted(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
  const count = (severity: DefinitionFinding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  return (
    <DataTable
      caption={t('findings.count', { errors: count('error'), warnings: count('warning') })}
      rows={sorted}
      rowKey={(finding) => `${finding.code} ${finding.place}`}
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
        {
          key: 'place',
          header: t('findings.place'),
          cell: ({ place }) => <span lang="en">{place}</span>,
        },
        {
          key: 'reason',
          header: t('report.reason'),
          rowHeader: true,
          cell: ({ code, reason }) => <DefinitionReason code={code} reason={reason} />,
        },
      ]}
    />
  );
}
