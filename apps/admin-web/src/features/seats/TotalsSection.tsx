import { Details, Paragraph } from '@digdir/designsystemet-react';
import type { ContestTotals, Sum } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useContestName, usePaper } from '../../counting/use-contest.ts';
import { useCounted } from '../../counting/use-counted.ts';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useOptionName } from './option-names.ts';
import { districtOfArea } from './results-search.ts';

type Props = { readonly totals: ContestTotals; readonly area: string };

/** What was counted in one contest in the area: votes with their shares, then every row of the form. */
export function TotalsSection({ totals, area }: Props) {
  const { t, percent } = useTranslator();
  const counted = useCounted();
  const contestName = useContestName(counted);
  const contest = counted.definition.contests.find(({ code }) => code === totals.contest);
  const form = counted.pack.forms.find(({ code }) => code === contest?.form);
  const district = contest?.districtSet === null ? null : districtOfArea(area);
  // Candidate 3 of one district and candidate 3 of the next are two people: their votes are not one number.
  const isOneBallot = contest?.districtSet === null || district !== null;
  const { stationsCounted, stationsDue, stationsAnnulled, registered, tookPart } = totals;
  const valid = (form?.roles.valid ?? []).reduce(
    (sum, field) => sum + (totals.counts[field]?.sum ?? 0),
    0,
  );
  return (
    <Section title={contestName(totals.contest)}>
      <Paragraph>
        {t('results.stations', { counted: stationsCounted, due: stationsDue })}
        {stationsDue > 0 && ` (${percent(stationsCounted, stationsDue)})`}
        {stationsAnnulled > 0 && ` · ${t('results.annulled', { count: stationsAnnulled })}`}
      </Paragraph>
      {registered !== null && tookPart !== null && registered.sum > 0 && (
        <Paragraph>
          {t('results.turnout', { tookPart: tookPart.sum, registered: registered.sum })}{' '}
          <strong>{percent(tookPart.sum, registered.sum)}</strong>
        </Paragraph>
      )}
      {stationsCounted === 0 ? (
        <EmptyState title={t('results.nothing-counted')}>
          <p>{t('results.nothing-counted-text')}</p>
        </EmptyState>
      ) : (
        <>
          {isOneBallot ? (
            <VotesTable totals={totals} district={district} valid={valid} />
          ) : (
            <Paragraph className="quiet">{t('results.choose-district')}</Paragraph>
          )}
          <FormSums totals={totals} district={district} />
        </>
      )}
    </Section>
  );
}

type VotesProps = {
  readonly totals: ContestTotals;
  readonly district: string | null;
  readonly valid: number;
};

function VotesTable({ totals, district, valid }: VotesProps) {
  const { t, number, percent } = useTranslator();
  const counted = useCounted();
  const nameOf = useOptionName(counted, totals.contest, district);
  const rows = Object.entries(totals.votes).toSorted(([, a], [, b]) => b.sum - a.sum);
  const most = rows[0]?.[1].sum ?? 0;
  return (
    <DataTable
      caption={t('results.votes', { valid })}
      rows={rows}
      rowKey={([option]) => option}
      columns={[
        {
          key: 'name',
          header: t('results.option'),
          rowHeader: true,
          cell: ([option]) => nameOf(option),
        },
        {
          key: 'votes',
          header: t('results.votes-of'),
          numeric: true,
          cell: ([, { sum }]) => number(sum),
        },
        {
          key: 'share',
          header: t('results.share'),
          cell: ([, { sum }]) => (
            <>
              <span className="share-bar" aria-hidden="true">
                <span style={{ inlineSize: most === 0 ? '0' : `${(sum * 100) / most}%` }} />
              </span>
              {valid === 0 ? '–' : percent(sum, valid)}
            </>
          ),
        },
      ]}
    />
  );
}

function FormSums({ totals, district }: Omit<VotesProps, 'valid'>) {
  const { t, number } = useTranslator();
  const text = useText();
  const counted = useCounted();
  const paper = usePaper(counted, totals.contest, district);
  const code = counted.definition.contests.find((one) => one.code === totals.contest)?.form;
  const form = paper?.form ?? counted.pack.forms.find((one) => one.code === code);
  if (form === undefined) return null;
  const unknown = ({ unknown: count }: Sum) => (count === 0 ? '' : number(count));
  return (
    <Details>
      <Details.Summary>{t('results.form-sums')}</Details.Summary>
      <Details.Content>
        <DataTable
          caption={t('results.form-sums-of', { counted: totals.stationsCounted })}
          rows={form.fields}
          rowKey={(field) => field.code}
          columns={[
            { key: 'row', header: t('contest.form-row'), cell: ({ row }) => row },
            {
              key: 'caption',
              header: t('contest.form-caption'),
              rowHeader: true,
              cell: ({ caption }) => text(caption),
            },
            {
              key: 'sum',
              header: t('results.sum'),
              numeric: true,
              cell: (field) => number(totals.counts[field.code]?.sum ?? 0),
            },
            {
              key: 'unknown',
              header: t('results.unknown'),
              numeric: true,
              cell: (field) => unknown(totals.counts[field.code] ?? { sum: 0, unknown: 0 }),
            },
          ]}
        />
      </Details.Content>
    </Details>
  );
}
