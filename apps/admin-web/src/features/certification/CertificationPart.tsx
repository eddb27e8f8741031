import { Alert, Paragraph } from '@digdir/designsystemet-react';
import {
  type AnswerOf,
  type CertificationBlocker,
  getCertification,
  proposeCertification,
} from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { CountGate } from '../../counting/CountGate.tsx';
import { useCounted, useCountState } from '../../counting/use-counted.ts';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { CertifyForm } from './CertifyForm.tsx';
import { LotSection } from './LotSection.tsx';
import { SuccessorSection } from './SuccessorSection.tsx';

type Certification = AnswerOf<typeof getCertification>;

/** What stands in the way, lots, and the certified versions. */
export function CertificationPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <CertificationView code={code} />
    </CountGate>
  );
}

function CertificationView({ code }: { readonly code: string }) {
  const may = useMay();
  const { data, error } = useQuery(reading(getCertification, { params: { code } }));
  return (
    <>
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : (
        <>
          <Blockers code={code} blockers={data.blockers} />
          <LotSection code={code} ties={data.ties} lots={data.lots} />
          {may(proposeCertification) && (
            <CertifyForm
              code={code}
              blockers={data.blockers}
              isFirst={data.certified.length === 0}
              hasChanged={data.changedSince}
            />
          )}
          <Versions certified={data.certified} hasChanged={data.changedSince} />
          {data.certified.length > 0 && <SuccessorSection code={code} />}
        </>
      )}
    </>
  );
}

function Blockers({
  code,
  blockers,
}: {
  readonly code: string;
  readonly blockers: readonly CertificationBlocker[];
}) {
  const { t, dateTime } = useTranslator();
  const count = useCountState(code);
  const { definition } = useCounted();
  const release = count === null ? '' : dateTime(count.releaseAt, definition.timeZone);
  return (
    <Section title={t('certify.blockers')}>
      {blockers.length === 0 ? (
        <Alert data-color="success">
          <Paragraph>{t('certify.clear')}</Paragraph>
        </Alert>
      ) : (
        <ul className="blockers">
          {blockers.map((blocker) => (
            <li key={blocker.code}>
              <strong>
                {t(`blocker.${blocker.code}`, { count: blocker.count, time: release })}
              </strong>
              {blocker.code !== 'not-released' && blocker.examples.length > 0 && (
                <span className="quiet">
                  {' '}
                  {blocker.examples.map((one) => exampleInWords(one, t)).join(', ')} …
                </span>
              )}{' '}
              <BlockerLink code={code} blocker={blocker.code} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** The server names examples by code; people know them by number. */
function exampleInWords(example: string, t: ReturnType<typeof useTranslator>['t']): string {
  const station = /(?:^|, )station (\S+)$/.exec(example)?.[1];
  if (station !== undefined) return t('keying.station', { number: station });
  const district = /(?:^|, )district:(\S+)$/.exec(example)?.[1];
  if (district !== undefined) return t('results.district', { number: district });
  return example.replace(/^[a-z-]+, (?:territory:)?/, '');
}

/** Where somebody can do something about it. */
function BlockerLink({
  code,
  blocker,
}: {
  readonly code: string;
  readonly blocker: CertificationBlocker['code'];
}) {
  const { t } = useTranslator();
  const params = { code };
  const go = t('certify.go');
  switch (blocker) {
    case 'protocols-undecided':
      return (
        <PageLink to="/count/$code/protocols" params={params} search={{ filter: 'to-decide' }}>
          {go}
        </PageLink>
      );
    case 'alarms-open':
      return (
        <PageLink to="/count/$code/protocols" params={params} search={{ filter: 'with-alarms' }}>
          {go}
        </PageLink>
      );
    case 'objections-open':
      return (
        <PageLink to="/count/$code/objections" params={params}>
          {go}
        </PageLink>
      );
    case 'canvass-incomplete':
    case 'canvass-differs':
      return (
        <PageLink to="/count/$code/canvass" params={params} search={{}}>
          {go}
        </PageLink>
      );
    case 'impossible-totals':
      return (
        <PageLink to="/count/$code/results" params={params} search={{}}>
          {go}
        </PageLink>
      );
    case 'lot-needed':
    case 'not-released':
      return null;
    default:
      return null;
  }
}

function Versions({
  certified,
  hasChanged,
}: {
  readonly certified: Certification['certified'];
  readonly hasChanged: boolean;
}) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  return (
    <Section title={t('certify.versions')}>
      {hasChanged && certified.length > 0 && (
        <Alert data-color="warning">
          <Paragraph>{t('certify.changed')}</Paragraph>
        </Alert>
      )}
      {certified.length === 0 ? (
        <EmptyState title={t('certify.none')} />
      ) : (
        <DataTable
          caption={t('versions.count', { count: certified.length })}
          rows={certified.toSorted((a, b) => b.version - a.version)}
          rowKey={({ version }) => String(version)}
          columns={[
            {
              key: 'version',
              header: t('versions.number'),
              rowHeader: true,
              cell: ({ version }) => version,
            },
            {
              key: 'by',
              header: t('certify.by'),
              cell: ({ by, at }) => (
                <>
                  {by.join(t('election.and'))}
                  <br />
                  <span className="quiet">{ownTime(at)}</span>
                </>
              ),
            },
            {
              key: 'reason',
              header: t('form.reason'),
              cell: ({ reason, overridden }) => (
                <>
                  {reason}
                  {overridden.map(({ code, count }) => (
                    <p key={code} className="quiet">
                      {t('certify.overridden')} {t(`blocker.${code}`, { count, time: '' })}
                    </p>
                  ))}
                </>
              ),
            },
            {
              key: 'hash',
              header: t('versions.hash'),
              cell: ({ hash }) => <Hash value={hash} />,
            },
          ]}
        />
      )}
    </Section>
  );
}
