import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import {
  getGeographyVersion,
  listDefinitionVersions,
  startDefinitionVersion,
} from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useText, useTranslator } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash, ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { Article } from '../../values/Article.tsx';
import { CountSection } from './CountSection.tsx';
import { useElection } from './use-election.ts';

/** What is in force, since when and by whom, and what the election rests on. */
export function OverviewPart() {
  return (
    <>
      <SealSection />
      <CountSection />
      <FoundationSection />
    </>
  );
}

function SealSection() {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const { election } = useElection();
  const { versions } = useSuspenseQuery(
    reading(listDefinitionVersions, { params: { code: election.code } }),
  ).data;
  const sealed = versions.find((version) => version.status === 'sealed');
  const open = election.openVersion;
  return (
    <Section title={t('election.in-force')} actions={<StartVersion />}>
      {sealed === undefined ? (
        <Alert data-color="info">
          <Paragraph>{t('election.not-sealed-text')}</Paragraph>
        </Alert>
      ) : (
        <DefinitionList
          items={[
            { term: t('election.version'), description: sealed.number },
            {
              term: t('election.sealed-by'),
              description: sealed.sealedBy.join(t('election.and')),
            },
            {
              term: t('election.sealed-at'),
              description: sealed.sealedAt === null ? '' : ownTime(sealed.sealedAt),
            },
            { term: t('election.reason'), description: sealed.reason },
            { term: t('election.hash'), description: <Hash value={sealed.hash} /> },
          ]}
        />
      )}
      {open !== null && (
        <div className="call-out">
          <p>{t(`election.open-${open.status === 'proposed' ? 'proposed' : 'draft'}`)}</p>
          <ButtonLink
            to="/elections/$code/versions/$version"
            params={{ code: election.code, version: String(open.number) }}
            data-size="sm"
          >
            {t('election.to-version', { version: open.number })}
          </ButtonLink>
        </div>
      )}
    </Section>
  );
}

/** A sealed definition is never changed: a change is a new version, with its reason. */
function StartVersion() {
  const { t } = useTranslator();
  const may = useMay();
  const navigate = useNavigate();
  const { election } = useElection();
  const act = useAct(startDefinitionVersion);
  const [isAsking, setAsking] = useState(false);
  const isPossible = election.sealedVersion !== null && election.openVersion === null;
  if (!isPossible || !may(startDefinitionVersion)) return null;
  const { code } = election;
  const start = async (reason: string) => {
    const answer = await act.run({ params: { code }, body: { reason } });
    if (answer?.ok === true) {
      const version = String(answer.value.version);
      void navigate({ to: '/elections/$code/versions/$version', params: { code, version } });
    }
    return answer;
  };
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        {t('election.new-version')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('election.new-version')}
          confirmLabel={t('election.new-version-confirm')}
          onClose={() => setAsking(false)}
          send={start}
        >
          <Paragraph>{t('election.new-version-text')}</Paragraph>
        </ReasonDialog>
      )}
    </>
  );
}

function FoundationSection() {
  const may = useMay();
  const { t, day, list, languageName } = useTranslator();
  const text = useText();
  const { election, definition, pack, packHash } = useElection();
  const system = pack.systems.find((one) => one.code === definition.system);
  return (
    <Section title={t('election.foundation')}>
      <DefinitionList
        items={[
          { term: t('election.code'), description: <code>{election.code}</code> },
          { term: t('elections.mode'), description: t(`mode-meaning.${election.mode}`) },
          {
            term: t('election.system'),
            description: system === undefined ? definition.system : text(system.title),
          },
          {
            term: t('election.law'),
            description: system !== undefined && (
              <>
                <Article article={system.article} confirmed={system.confirmed} />
              </>
            ),
          },
          { term: t('election.called-on'), description: day(definition.calledOn) },
          { term: t('elections.voting-day'), description: day(definition.votingDay) },
          { term: t('election.time-zone'), description: definition.timeZone },
          {
            term: t('election.languages'),
            description: list(definition.languages.map(languageName)),
          },
          {
            term: t('election.geography'),
            description: (
              <>
                {may(getGeographyVersion) ? (
                  <PageLink
                    to="/geography/$pack/versions/$version"
                    params={{
                      pack: definition.pack.code,
                      version: String(definition.geography.version),
                    }}
                  >
                    {t('election.geography-version', { version: definition.geography.version })}
                  </PageLink>
                ) : (
                  t('election.geography-version', { version: definition.geography.version })
                )}{' '}
                <ShortHash value={definition.geography.hash} />
              </>
            ),
          },
          {
            term: t('election.pack'),
            description: (
              <>
                {text(pack.name)}, {definition.pack.version}{' '}
                <ShortHash value={definition.pack.hash} />
                {definition.pack.hash !== packHash && (
                  <>
                    <br />
                    {t('election.pack-differs')}
                  </>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
