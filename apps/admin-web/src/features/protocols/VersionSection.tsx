import { Checkbox, Details } from '@digdir/designsystemet-react';
import type { ProtocolVersionView } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useState } from 'react';
import { FigureTable } from '../../counting/FigureTable.tsx';
import type { Paper } from '../../counting/use-contest.ts';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { Hash } from '../../values/Hash.tsx';
import { RawText } from '../../values/RawText.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { useVersionName } from './version-name.ts';

/** Beside each other people compare a few; all of them are listed below. */
const MOST_BESIDE = 4;

type Props = {
  readonly versions: readonly ProtocolVersionView[];
  readonly paper: Paper;
};

/** The figures of the standing version, and of the others beside it; then where each came from. */
export function VersionSection({ versions, paper }: Props) {
  const t = useMessages();
  const versionName = useVersionName();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const standingFirst = versions.toSorted(
    (a, b) => Number(b.standing) - Number(a.standing) || b.version - a.version,
  );
  const shown = standingFirst.slice(0, MOST_BESIDE);
  return (
    <Section title={t('protocol.figures')}>
      {shown.length > 1 && (
        <Checkbox
          label={t('protocol.only-different')}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      )}
      <FigureTable
        caption={t(shown.length > 1 ? 'protocol.side-by-side' : 'protocol.as-it-stands')}
        figures={paper.figures}
        onlyDifferent={onlyDifferent && shown.length > 1}
        columns={shown.map((version) => ({
          key: version.hash,
          header: (
            <>
              {t('versions.one', { version: version.version })}
              <br />
              <span className="quiet wide-only">
                {version.standing
                  ? t('protocol.standing')
                  : t(`origin.${version.origin as 'keyed'}`)}
              </span>
            </>
          ),
          content: version.content,
        }))}
      />
      {standingFirst.map((version) => (
        <Details key={version.hash}>
          <Details.Summary>
            {versionName(version)}
            {version.standing && ` – ${t('protocol.standing')}`}
          </Details.Summary>
          <Details.Content>
            <VersionFacts version={version} />
          </Details.Content>
        </Details>
      ))}
    </Section>
  );
}

function VersionFacts({ version }: { readonly version: ProtocolVersionView }) {
  const t = useMessages();
  const ownTime = useOwnTime();
  const errors = version.findings.filter(({ severity }) => severity === 'error').length;
  return (
    <>
      <DefinitionList
        items={[
          {
            term: t('protocol.origin'),
            description: t(`origin-meaning.${version.origin as 'keyed'}`),
          },
          {
            term: t('protocol.received'),
            description: `${ownTime(version.receivedAt)}${version.receivedBy === null ? '' : `, ${version.receivedBy}`}`,
          },
          ...(version.correctionReason === null
            ? []
            : [{ term: t('protocol.correction-reason'), description: version.correctionReason }]),
          {
            term: t('protocol.found'),
            description: t('findings.count', {
              errors,
              warnings: version.findings.length - errors,
            }),
          },
          { term: t('protocol.hash'), description: <Hash value={version.hash} /> },
          { term: t('protocol.key'), description: <Hash value={version.keyFingerprint} /> },
        ]}
      />
      <p>{t('protocol.package')}</p>
      <RawText>{version.package}</RawText>
    </>
  );
}
