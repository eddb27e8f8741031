import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { getEntryAnchor } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { RawText } from '../../values/RawText.tsx';

/** A fact that has its place waits for the next checkpoint some seconds. */
const ASK_AGAIN_MS = 5000;

/** Where a public fact stands in the log, and the proof that anybody can check. */
export function AnchorSection({ hash }: { readonly hash: string }) {
  const { t, number } = useTranslator();
  const { data } = useQuery({
    ...reading(getEntryAnchor, { params: { hash } }),
    retry: false,
    refetchInterval: (query) => (query.state.data?.public === true ? false : ASK_AGAIN_MS),
  });
  return (
    <Section title={t('evidence.anchor')}>
      {data === undefined ? (
        <Alert data-color="info">
          <Paragraph>{t('evidence.not-anchored')}</Paragraph>
        </Alert>
      ) : (
        <>
          <Alert data-color={data.public ? 'success' : 'info'}>
            <Paragraph>
              {t(data.public ? 'evidence.anchored-public' : 'evidence.anchored')}
            </Paragraph>
          </Alert>
          <DefinitionList
            items={[
              { term: t('evidence.leaf'), description: number(data.index) },
              {
                term: t('evidence.proof'),
                description: <RawText>{data.proof.join('\n') || '–'}</RawText>,
              },
              {
                term: t('evidence.checkpoint'),
                description: <RawText>{data.checkpoint}</RawText>,
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}
