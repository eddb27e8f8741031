import { Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, getDisplayList } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { Article } from '../../values/Article.tsx';
import { ElectionInput } from './ElectionInput.tsx';

type List = AnswerOf<typeof getDisplayList>;

/** The list of a station for its wall: printed from here. */
export function DisplayPart() {
  const { t } = useTranslator();
  const { pack } = useParams({ from: '/shell/voters/$pack/display' });
  const [list, setList] = useState<List | null>(null);
  const act = useAct(getDisplayList);
  const checks = checksIn(t);
  const form = useForm({
    initial: { election: '', number: '' },
    check: ({ election, number }) =>
      found({ election: checks.required(election), number: checks.required(number) }),
    send: ({ election, number }) => act.run({ params: { code: election, number: number.trim() } }),
    onDone: setList,
  });
  return (
    <>
      <div className="no-print">
        <Section title={t('display.title')}>
          <Paragraph>{t('display.text')}</Paragraph>
          <FormFrame form={form} submitLabel={t('display.show')}>
            <ElectionInput pack={pack} field={form.bind('election')} />
            <TextInput field={form.bind('number')} label={t('display.number')} maxLength={24} />
          </FormFrame>
        </Section>
      </div>
      {list !== null && <DisplayList list={list} />}
    </>
  );
}

function DisplayList({ list }: { readonly list: List }) {
  const { t, day } = useTranslator();
  const { station, lines, votingDay, article, confirmed, abroad } = list;
  const hasBirth = lines.some(({ born }) => born !== null);
  return (
    <Section
      title={t('display.of', { number: station.number, name: station.name })}
      actions={
        <Button className="no-print" variant="secondary" onClick={() => print()}>
          {t('value.print')}
        </Button>
      }
    >
      <Paragraph>
        {station.address}. {t('display.voting-day', { day: day(votingDay) })}{' '}
        <Article article={article} confirmed={confirmed} />
      </Paragraph>
      {abroad > 0 && <Paragraph>{t('display.abroad', { count: abroad })}</Paragraph>}
      {lines.length === 0 ? (
        <EmptyState title={t('display.none')}>
          <p>{t('display.none-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('display.count', { count: lines.length })}
          rows={lines}
          rowKey={({ line }) => String(line)}
          columns={[
            { key: 'line', header: t('display.line'), numeric: true, cell: ({ line }) => line },
            { key: 'name', header: t('voters.name'), rowHeader: true, cell: ({ name }) => name },
            ...(hasBirth
              ? [
                  {
                    key: 'born',
                    header: t('display.born'),
                    cell: ({ born }: List['lines'][number]) => born ?? '',
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  );
}
