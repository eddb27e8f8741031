import { getGeographyVersion } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { VersionTag } from '../../values/StatusTag.tsx';
import { DifferencePart } from './DifferencePart.tsx';
import { GeographyActions } from './GeographyActions.tsx';

const PARTS = ['territories', 'stations', 'districts', 'memberships'] as const;

/** One version and its difference to the one before. */
export function VersionPart() {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const params = useParams({ from: '/shell/geography/$pack/versions/$version' });
  const { version, difference } = useSuspenseQuery(reading(getGeographyVersion, { params })).data;
  const isSame = PARTS.every((part) => {
    const { added, removed, changed } = difference[part].counts;
    return added + removed + changed === 0;
  });
  return (
    <>
      <p className="page-back">
        <PageLink to="/geography/$pack/versions" params={{ pack: params.pack }}>
          {t('versions.back')}
        </PageLink>
      </p>
      <Section title={t('versions.one', { version: version.number })}>
        <DefinitionList
          items={[
            { term: t('versions.status'), description: <VersionTag status={version.status} /> },
            { term: t('versions.reason'), description: version.reason },
            {
              term: t('versions.made'),
              description: `${version.createdBy}, ${ownTime(version.createdAt)}`,
            },
            ...(version.decidedAt === null
              ? []
              : [{ term: t('versions.decided'), description: ownTime(version.decidedAt) }]),
            {
              term: t('geography.contents'),
              description: t('geography.contents-counts', {
                territories: number(version.counts.territories),
                stations: number(version.counts.stations),
                abroad: number(version.counts.stationsAbroad),
                districts: number(version.counts.districts),
              }),
            },
            { term: t('versions.hash'), description: <Hash value={version.hash} /> },
          ]}
        />
        <GeographyActions pack={params.pack} version={version} />
      </Section>
      <Section title={t('versions.changes')}>
        {version.number === 1 && <p>{t('versions.first')}</p>}
        {isSame ? (
          <p>{t('versions.no-changes')}</p>
        ) : (
          PARTS.map((part) => (
            <DifferencePart key={part} part={part} difference={difference[part]} />
          ))
        )}
      </Section>
    </>
  );
}
