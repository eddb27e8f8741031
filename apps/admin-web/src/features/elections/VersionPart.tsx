import { Paragraph } from '@digdir/designsystemet-react';
import { DefinitionList } from '@ovoz/ui';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { VersionTag } from '../../values/StatusTag.tsx';
import { ChangeTable } from './ChangeTable.tsx';
import { FindingList } from './FindingList.tsx';
import { useVersion } from './use-version.ts';
import { VersionActions } from './VersionActions.tsx';

/** One version: what is wrong with it, what it changes, and what can be done with it. */
export function VersionPart() {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const { code, version: number } = useParams({ from: '/shell/elections/$code/versions/$version' });
  const { version, findings, changes } = useVersion(code, number);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return (
    <>
      <p className="page-back">
        <PageLink to="/elections/$code/versions" params={{ code }}>
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
            ...(version.sealedAt === null
              ? []
              : [
                  {
                    term: t('versions.sealed'),
                    description: `${version.sealedBy.join(t('election.and'))}, ${ownTime(version.sealedAt)}`,
                  },
                ]),
            { term: t('versions.saves'), description: version.revision },
            { term: t('versions.hash'), description: <Hash value={version.hash} /> },
          ]}
        />
        <VersionActions code={code} version={version} errors={errors} />
      </Section>
      <Section title={t('versions.findings')}>
        {findings.length === 0 ? (
          <Paragraph>
            {t(version.status === 'draft' ? 'versions.may-propose' : 'versions.no-findings')}
          </Paragraph>
        ) : (
          <FindingList findings={findings} />
        )}
      </Section>
      <Section title={t('versions.changes')}>
        {changes.length === 0 ? (
          <Paragraph>
            {t(version.number === 1 ? 'versions.first' : 'versions.no-changes')}
          </Paragraph>
        ) : (
          <ChangeTable changes={changes} />
        )}
      </Section>
    </>
  );
}
