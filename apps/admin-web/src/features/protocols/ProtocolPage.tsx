import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { listFacts } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import type { CountKind } from '@ovoz/election-model';
import { useParams } from '@tanstack/react-router';
import { FigureTable } from '../../counting/FigureTable.tsx';
import { CheckFindingList } from '../../counting/FindingList.tsx';
import { ProtocolMarks, ProtocolTag } from '../../counting/Tags.tsx';
import { useContestName } from '../../counting/use-contest.ts';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { useMay } from '../../session/use-session.ts';
import { AlarmSection } from './AlarmSection.tsx';
import { DecisionList } from './DecisionList.tsx';
import { EntriesSection } from './EntriesSection.tsx';
import { Explanations } from './Explanations.tsx';
import { ProtocolActions } from './ProtocolActions.tsx';
import { ScanSection } from './ScanSection.tsx';
import { type ProtocolParams, useProtocol } from './use-protocol.ts';
import { VersionSection } from './VersionSection.tsx';

/** One protocol with all that is known of it, and what can be decided. */
export function ProtocolPage() {
  const { t, dateTime } = useTranslator();
  const may = useMay();
  const raw = useParams({ from: '/shell/count/$code/protocols/$contest/$station/$count' });
  const params: ProtocolParams = { ...raw, count: raw.count as CountKind };
  const { counted, view, paper, standing } = useProtocol(params);
  const contestName = useContestName(counted);
  const { row, otherCount } = view;
  const { timeZone } = counted.definition;
  return (
    <Page
      title={t('keying.station', { number: row.station })}
      part={contestName(row.contest)}
      back={
        <PageLink to="/count/$code/protocols" params={{ code: params.code }} search={{}}>
          {t('protocol.back')}
        </PageLink>
      }
      lead={
        <>
          {row.stationName}
          <br />
          <strong>{contestName(row.contest)}</strong> · {t(`count-kind.${row.count}`)}
          {!view.legal && ` · ${t('protocol.not-legal')}`}
        </>
      }
    >
      <p className="marks">
        <ProtocolTag status={row.status} />
        <ProtocolMarks row={row} />
        <span className="quiet">
          {t('protocol.closes', { time: dateTime(view.closesAt, timeZone) })}
        </span>
      </p>
      <ProtocolActions params={params} view={view} standing={standing} />
      {standing === null && (
        <EmptyState title={t('protocol.nothing')}>
          <p>{t('protocol.nothing-text')}</p>
        </EmptyState>
      )}
      {paper !== null && <AlarmSection params={params} view={view} paper={paper} />}
      {standing !== null && paper !== null && (
        <>
          <Section title={t('protocol.checks')}>
            {standing.findings.length === 0 ? (
              <Alert data-color="success">
                <Paragraph>{t('protocol.no-findings')}</Paragraph>
              </Alert>
            ) : (
              <CheckFindingList
                findings={standing.findings}
                paper={paper}
                below={({ code: check }) => (
                  <Explanations params={params} version={standing} check={check} />
                )}
              />
            )}
          </Section>
          {otherCount !== null && (
            <Section title={t('protocol.two-counts')}>
              <Paragraph className="quiet">
                {t('protocol.two-counts-text', {
                  legal: t(`count-kind.${view.legal ? row.count : otherCount.count}`),
                })}
              </Paragraph>
              <FigureTable
                caption={t('protocol.line-by-line')}
                figures={paper.figures}
                withGap
                columns={[
                  {
                    key: 'own',
                    header: t(`count-kind.${row.count}`),
                    content: standing.content,
                  },
                  {
                    key: 'other',
                    header: t(`count-kind.${otherCount.count}`),
                    content: otherCount.content,
                  },
                ]}
              />
            </Section>
          )}
          <VersionSection versions={view.versions} paper={paper} />
        </>
      )}
      <EntriesSection params={params} row={row} />
      <ScanSection params={params} scans={view.scans} />
      <DecisionList decisions={view.decisions} />
      {may(listFacts) && (
        <PageLink to="/evidence" search={{ log: 'public', election: params.code }}>
          {t('protocol.evidence')}
        </PageLink>
      )}
    </Page>
  );
}
