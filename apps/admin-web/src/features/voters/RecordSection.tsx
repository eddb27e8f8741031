import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { type EligibilityAnswer, unmaskVoter, type VoterRecord } from '@ovoz/contract';
import { DataTable, DefinitionList } from '@ovoz/ui';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { Article } from '../../values/Article.tsx';
import { useFieldName } from './use-field-name.ts';
import { StatusOfVoter } from './FoundTable.tsx';

type Props = { readonly pack: string; readonly record: VoterRecord };

/** What the list says of the voter. Numbers are hidden until somebody says what they are needed for. */
export function RecordSection({ pack, record }: Props) {
  const { t, day, country } = useTranslator();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const [numbers, setNumbers] = useState({
    nationalNumber: record.nationalNumber,
    document: record.document,
  });
  const act = useAct(unmaskVoter);
  const fieldName = useFieldName();
  const { voter, station, abroad, corrected, facts } = record;
  return (
    <>
      <Eligibility eligibility={record.eligibility} />
      {abroad !== null && (
        <Alert data-color="info">
          <Paragraph>{t('voters.marked-abroad', { station: abroad.station })}</Paragraph>
        </Alert>
      )}
      <DefinitionList
        items={[
          { term: t('voters.status'), description: <StatusOfVoter status={voter.status} /> },
          { term: t('voters.birth-date'), description: day(voter.birthDate) },
          { term: t('voters.sex'), description: t(`sex.${voter.sex}`) },
          { term: t('voters.citizenship'), description: country(record.citizenship) },
          { term: t('voters.address'), description: voter.address || '–' },
          {
            term: t('voters.station'),
            description:
              station === null
                ? t('voters.no-station')
                : `${station.number}, ${station.name} (${t(`station-by.${station.by}`)})`,
          },
          { term: t('voters.national-number'), description: numbers.nationalNumber || '–' },
          { term: t('voters.document'), description: numbers.document || '–' },
          {
            term: t('voters.corrected'),
            description: corrected.length === 0 ? '–' : corrected.map(fieldName).join(', '),
          },
        ]}
      />
      {may(unmaskVoter, voter.territoryPath) && (
        <div className="button-row no-print">
          <Button variant="tertiary" data-size="sm" onClick={() => setAsking(true)}>
            {t('voters.show-numbers')}
          </Button>
        </div>
      )}
      {facts.length > 0 && (
        <DataTable
          caption={t('voters.facts')}
          rows={facts}
          rowKey={({ kind, validFrom }) => `${kind} ${validFrom}`}
          columns={[
            {
              key: 'kind',
              header: t('voters.fact'),
              rowHeader: true,
              cell: ({ kind, revoked }) =>
                revoked
                  ? t('voters.fact-revoked', { fact: t(`eligibility.${kind}`) })
                  : t(`eligibility.${kind}`),
            },
            { key: 'from', header: t('voters.from'), cell: ({ validFrom }) => day(validFrom) },
            {
              key: 'to',
              header: t('voters.to'),
              cell: ({ validTo }) => (validTo === null ? '–' : day(validTo)),
            },
            { key: 'document', header: t('voters.paper'), cell: ({ document }) => document },
          ]}
        />
      )}
      {isAsking && (
        <ReasonDialog
          title={t('voters.show-numbers')}
          confirmLabel={t('voters.show-numbers')}
          onClose={() => setAsking(false)}
          send={async (reason) => {
            const answer = await act.run({
              params: { pack, voter: voter.id },
              body: { purpose: 'correction', reason },
            });
            if (answer?.ok === true) setNumbers(answer.value);
            return answer;
          }}
        >
          <Paragraph>{t('voters.show-numbers-text')}</Paragraph>
        </ReasonDialog>
      )}
    </>
  );
}

/** Whether the voter may vote on the next voting day, and if not, by which article. */
export function Eligibility({ eligibility }: { readonly eligibility: EligibilityAnswer | null }) {
  const { t, day } = useTranslator();
  if (eligibility === null) return null;
  const { eligible, reason, article, confirmed, votingDay } = eligibility;
  return (
    <Alert data-color={eligible ? 'success' : 'warning'}>
      <Paragraph>
        {eligible || reason === null
          ? t('voters.eligible', { day: day(votingDay) })
          : t('voters.not-eligible', {
              day: day(votingDay),
              reason: t(`eligibility.${reason}`),
            })}{' '}
        {article !== null && <Article article={article} confirmed={confirmed} />}
      </Paragraph>
    </Alert>
  );
}
