import { listGeographyVersions } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { VersionTag } from '../../values/StatusTag.tsx';
import { useCountry } from './use-geography.ts';

/** All versions of the geography: which is in force, which wait, which were. */
export function VersionsPart() {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const pack = useCountry();
  const { versions } = useSuspenseQuery(
    reading(listGeographyVersions, { params: { pack: pack.code } }),
  ).data;
  if (versions.length === 0) {
    return (
      <EmptyState title={t('geography.none-yet')}>
        <p>{t('geography.none-yet-text')}</p>
      </EmptyState>
    );
  }
  return (
    <Section title={t('geography.versions')}>
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
                to="/geography/$pack/versions/$version"
                params={{ pack: pack.code, version: String(version.number) }}
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
            key: 'territories',
            header: t('geography.territories'),
            numeric: true,
            cell: ({ counts }) => number(counts.territories),
          },
          {
            key: 'stations',
            header: t('geography.stations'),
            numeric: true,
            cell: ({ counts }) => number(counts.stations),
          },
          {
            key: 'districts',
            header: t('geography.districts'),
            numeric: true,
            cell: ({ counts }) => number(counts.districts),
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
