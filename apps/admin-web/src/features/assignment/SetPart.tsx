import { getAssignmentSet } from '@ovoz/contract';
import { DefinitionList, ProgressBar } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { ChecksPart } from './ChecksPart.tsx';
import { DifferencePart } from './DifferencePart.tsx';
import { SetActions } from './SetActions.tsx';
import { SetTag } from './SetTag.tsx';
import { StationsPart } from './StationsPart.tsx';
import { LOOK_EVERY_MS } from './use-assignment.ts';

/** One set of rules: what it gives, what it moves, and what its checks found. */
export function SetPart() {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const params = useParams({ from: '/shell/voters/$pack/assignment/sets/$set' });
  const { set } = useSuspenseQuery({
    ...reading(getAssignmentSet, { params }),
    refetchInterval: ({ state }) => (state.data?.set.isComputing === true ? LOOK_EVERY_MS : false),
  }).data;
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/assignment" params={{ pack: params.pack }}>
          {t('assignment.back')}
        </PageLink>
      </p>
      <Section title={t('assignment.one', { set: set.number })}>
        <DefinitionList
          items={[
            { term: t('versions.status'), description: <SetTag status={set.status} /> },
            { term: t('versions.reason'), description: set.reason },
            {
              term: t('versions.made'),
              description: `${set.createdBy}, ${ownTime(set.createdAt)}`,
            },
            ...(set.decidedAt === null
              ? []
              : [{ term: t('versions.decided'), description: ownTime(set.decidedAt) }]),
            {
              term: t('assignment.follows'),
              description:
                set.follows === null
                  ? t('assignment.first')
                  : t('assignment.one', { set: set.follows }),
            },
            {
              term: t('election.geography'),
              description: t('election.geography-version', { version: set.geography }),
            },
            { term: t('versions.hash'), description: <Hash value={set.hash} /> },
            ...(set.computedAt === null
              ? []
              : [{ term: t('assignment.as-of'), description: ownTime(set.computedAt) }]),
          ]}
        />
        {set.isComputing && (
          <ProgressBar label={t('assignment.progress')} done={set.progress / 10} total={100} />
        )}
        <SetActions pack={params.pack} set={set} />
      </Section>
      {set.report !== null && (
        <>
          <ChecksPart report={set.report} />
          <DifferencePart pack={params.pack} set={set} />
          <StationsPart key={set.computedAt} pack={params.pack} set={set} />
        </>
      )}
    </>
  );
}
