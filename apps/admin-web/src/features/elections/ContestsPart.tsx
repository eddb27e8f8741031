import { Details, Heading, Paragraph, Tag } from '@digdir/designsystemet-react';
import type { ContestTemplate, ResultForm } from '@ovoz/election-model';
import { DataTable, DefinitionList } from '@ovoz/ui';
import { useText, useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { Article } from '../../values/Article.tsx';
import { equationOf } from './equation.ts';
import { seatRuleSentences } from './seat-rule-words.ts';
import { useElection } from './use-election.ts';

/** Each contest: seats, how they are given, and the form of its protocol. */
export function ContestsPart() {
  const { definition } = useElection();
  return definition.contests.map((contest) => <Contest key={contest.code} contest={contest} />);
}

function Contest({ contest }: { readonly contest: ContestTemplate }) {
  const translator = useTranslator();
  const { t } = translator;
  const text = useText();
  const { pack } = useElection();
  const rule = pack.seatRules.find((one) => one.code === contest.seatRule);
  const form = pack.forms.find((one) => one.code === contest.form);
  const set = pack.districtSets.find((one) => one.code === contest.districtSet);
  return (
    <Section title={text(contest.title)}>
      <DefinitionList
        items={[
          { term: t('contest.seats'), description: contest.seats },
          { term: t('contest.kind'), description: t(`contest-kind.${contest.kind}`) },
          {
            term: t('contest.where'),
            description:
              set === undefined
                ? t('contest.nation')
                : t('contest.districts', { name: text(set.name), count: set.districts }),
          },
          ...(contest.listSize === undefined
            ? []
            : [
                {
                  term: t('contest.list-size'),
                  description: t('contest.list-size-range', { ...contest.listSize }),
                },
              ]),
        ]}
      />
      {rule !== undefined && (
        <>
          <Heading level={3} data-size="2xs">
            {t('contest.rule')}
          </Heading>
          <ul className="plain-sentences">
            {seatRuleSentences(rule, translator).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {rule.notes !== undefined && (
            <Paragraph className="quiet" lang="en">
              {rule.notes}
            </Paragraph>
          )}
          <Paragraph className="quiet">
            <Article article={rule.article} confirmed={rule.confirmed} />
          </Paragraph>
        </>
      )}
      {form !== undefined && <FormDetails form={form} />}
    </Section>
  );
}

function FormDetails({ form }: { readonly form: ResultForm }) {
  const { t } = useTranslator();
  const text = useText();
  return (
    <Details>
      <Details.Summary>{t('contest.form', { form: text(form.title) })}</Details.Summary>
      <Details.Content>
        <Paragraph className="quiet">
          <Article article={form.article} confirmed={form.confirmed} />
        </Paragraph>
        <DataTable
          caption={t('contest.form-fields')}
          rows={form.fields}
          rowKey={(field) => field.code}
          columns={[
            { key: 'row', header: t('contest.form-row'), cell: (field) => field.row },
            {
              key: 'caption',
              header: t('contest.form-caption'),
              rowHeader: true,
              cell: (field) => text(field.caption),
            },
            {
              key: 'required',
              header: t('contest.form-required'),
              cell: (field) => t(field.required ? 'value.yes' : 'value.no'),
            },
          ]}
        />
        <DataTable
          caption={t('contest.form-checks')}
          rows={form.checks}
          rowKey={(check) => check.code}
          columns={[
            { key: 'code', header: t('contest.check-code'), cell: (check) => check.code },
            {
              key: 'severity',
              header: t('report.severity'),
              cell: ({ severity }) => (
                <Tag data-color={severity === 'error' ? 'danger' : 'warning'}>
                  {t(`severity.${severity}`)}
                </Tag>
              ),
            },
            {
              key: 'equation',
              header: t('contest.equation'),
              cell: (check) => <code>{equationOf(check, form, t('contest.votes-of-all'))}</code>,
            },
            {
              key: 'meaning',
              header: t('contest.meaning'),
              rowHeader: true,
              cell: (check) => (
                <>
                  {text(check.meaning)}
                  <br />
                  <span className="quiet">
                    <Article article={check.article} confirmed={check.confirmed} />
                  </span>
                </>
              ),
            },
          ]}
        />
      </Details.Content>
    </Details>
  );
}
