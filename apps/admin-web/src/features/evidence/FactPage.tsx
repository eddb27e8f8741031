import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { getFact, listEventTypes } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { FOREVER, reading } from '../../server/reading.ts';
import { Hash } from '../../values/Hash.tsx';
import { RawText } from '../../values/RawText.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { AnchorSection } from './AnchorSection.tsx';
import { EventType } from './Catalogue.tsx';
import { prettyJson } from './pretty-json.ts';
import { roleName } from './role-name.ts';
import { sha256Hex } from './sha256.ts';

/** One fact with the exact bytes that are hashed; this browser counts the hash again. */
export function FactPage() {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const { id } = useParams({ from: '/shell/evidence/$id' });
  const { fact, bytes, privateBytes } = useSuspenseQuery(reading(getFact, { params: { id } })).data;
  const { eventTypes } = useSuspenseQuery({ ...reading(listEventTypes, {}), ...FOREVER }).data;
  const eventType = eventTypes.find((one) => one.type === fact.type);
  return (
    <Page
      title={fact.type}
      lead={fact.subject}
      back={<PageLink to="/evidence">{t('evidence.back')}</PageLink>}
    >
      <DefinitionList
        items={[
          { term: t('evidence.recorded'), description: ownTime(fact.recordedAt) },
          { term: t('evidence.actor'), description: roleName(fact.actorRole, t) },
          { term: t('grant.election'), description: fact.election ?? t('evidence.no-election') },
          { term: t('evidence.log'), description: t(`evidence-log.${fact.log}`) },
          {
            term: t('evidence.leaf'),
            description: fact.leafIndex === null ? t('evidence.not-yet') : number(fact.leafIndex),
          },
          { term: t('evidence.hash'), description: <Hash value={fact.hash} /> },
        ]}
      />
      <Recount bytes={bytes} hash={fact.hash} />
      {fact.log === 'public' && <AnchorSection hash={fact.hash} />}
      {eventType !== undefined && (
        <Section title={t('evidence.meaning')}>
          <EventType eventType={eventType} />
        </Section>
      )}
      <Section title={t('evidence.bytes')}>
        <Both text={bytes} />
      </Section>
      {privateBytes !== null && (
        <Section title={t('evidence.private')}>
          <Paragraph>{t('evidence.private-text')}</Paragraph>
          <Both text={privateBytes} />
        </Section>
      )}
    </Page>
  );
}

/** Hashes the bytes here and says whether that is the hash that the log holds. */
function Recount({ bytes, hash }: { readonly bytes: string; readonly hash: string }) {
  const { t } = useTranslator();
  const { data, isError } = useQuery({
    queryKey: ['sha256', bytes],
    queryFn: () => sha256Hex(bytes),
    ...FOREVER,
  });
  // Browsers keep their cryptography to secure pages: https and this very machine.
  if (isError) return <Alert data-color="warning">{t('evidence.cannot-hash')}</Alert>;
  if (data === undefined) return null;
  const isSame = data === hash;
  return (
    <Alert data-color={isSame ? 'success' : 'danger'} role="status">
      <Paragraph>{t(isSame ? 'evidence.hash-right' : 'evidence.hash-wrong')}</Paragraph>
      {!isSame && <Hash value={data} />}
    </Alert>
  );
}

function Both({ text }: { readonly text: string }) {
  const { t } = useTranslator();
  return (
    <div className="both">
      <figure>
        <figcaption>{t('evidence.readable')}</figcaption>
        <RawText>{prettyJson(text)}</RawText>
      </figure>
      <figure>
        <figcaption>{t('evidence.exact')}</figcaption>
        <RawText>{text}</RawText>
      </figure>
    </div>
  );
}
