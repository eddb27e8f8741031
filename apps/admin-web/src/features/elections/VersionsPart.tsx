import { listDefinitionVersions } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { VersionTag } from '../../values/StatusTag.tsx';
import { useElection } from './use-election.ts';

/** All versions of the definition: what changed, why, and who sealed it. */
export function VersionsPart() {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const { election } = useElection();
  const { versions } = useSuspenseQuery(
    reading(listDefinitionVersions, { params: { code: election.code } }),
  ).data;
  return (
    <Section title={t('election.versions')}>
      <DataTable
        caption={t('versions.count', { count: versions.length })}
        rows={versions}
        rowKey={(version) => String(version.number)}
        columns={[
          {
            key: 'number',
            header: t('versions.number'),
            rowHeader: true,
            cell: (version) => (
              <PageLink
                to="/elections/$code/versions/$version"
                params={{ code: election.code, version: String(version.number) }}
              >
                {t('versions.one', { version: version.number })}
              </PageLink>
            ),
          },
          {
            key: 'status',
            header: t('versions.status'),
            cell: (version) => <VersionTag status={version.status} />,
          },
          { key: 'reason', header: t('versions.reason'), cell: (version) => version.reason },
          {
            key: 'made',
            header: t('versions.made'),
            cell: (version) => (
              <>
                {version.createdBy}
                <br />
                <span className="quiet">{ownTime(version.createdAt)}</span>
              </>
            ),
          },
          {
            key: 'sealed',
            header: t('versions.sealed'),
            cell: (version) =>
              version.sealedAt !== null && (
                <>
                  {version.sealedBy.join(t('election.and'))}
                  <br />
                  <span className="quiet">{ownTime(version.sealedAt)}</span>
                </>
              ),
          },
          {
            key: 'hash',
            header: t('versions.hash'),
            cell: (version) => <ShortHash value={version.hash} />,
          },
        ]}
      />
    </Section>
  );
}
