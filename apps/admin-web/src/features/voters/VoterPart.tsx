import { Button } from '@digdir/designsystemet-react';
import { type BodyOf, openVoter, registerVoterRequest } from '@ovoz/contract';
import type { RequestKind } from '@ovoz/voter-register';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { BackButton } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { HistoryTable, RequestsOfVoter, ViewsTable } from './VoterTables.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { NewRequest } from './NewRequest.tsx';
import { personName } from './person-name.ts';
import { RecordSection } from './RecordSection.tsx';

type Props = {
  readonly pack: string;
  readonly voter: string;
  readonly purpose: BodyOf<typeof openVoter>;
  readonly onBack: () => void;
};

const KINDS = ['fix', 'move', 'remove'] as const;

/** One voter. Opening is recorded, so the record is read once and not again behind the person's back. */
export function VoterPart({ pack, voter, purpose, onBack }: Props) {
  const t = useMessages();
  const may = useMay();
  const [asking, setAsking] = useState<RequestKind | null>(null);
  const [isLinking, setLinking] = useState(false);
  const { data, error } = useQuery({
    ...reading(openVoter, { params: { pack, voter }, body: purpose }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: false,
    retry: false,
    meta: { once: true },
  });
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  const { record, history, requests, views } = data;
  if (asking !== null) {
    return <NewRequest pack={pack} kind={asking} voter={record} onBack={() => setAsking(null)} />;
  }
  const kinds = record.voter.status === 'registered' ? KINDS : [];
  return (
    <>
      <p className="page-back">
        <BackButton onBack={onBack}>{t('voters.back')}</BackButton>
      </p>
      <Section
        title={personName(record.voter.name)}
        actions={
          may(registerVoterRequest) && (
            <>
              {kinds.map((kind) => (
                <Button
                  key={kind}
                  variant={kind === 'fix' ? 'primary' : 'secondary'}
                  onClick={() => setAsking(kind)}
                >
                  {t(`voters.ask-${kind}`)}
                </Button>
              ))}
              {record.abroad !== null && (
                <Button variant="secondary" onClick={() => setAsking('return')}>
                  {t('voters.ask-return')}
                </Button>
              )}
              <Button variant="secondary" onClick={() => setLinking(true)}>
                {t('voters.link')}
              </Button>
            </>
          )
        }
      >
        <RecordSection pack={pack} record={record} />
      </Section>
      <RequestsOfVoter pack={pack} requests={requests} />
      <HistoryTable history={history} />
      <ViewsTable views={views} />
      {isLinking && (
        <LinkDialog pack={pack} voter={voter} purpose={purpose} onClose={() => setLinking(false)} />
      )}
    </>
  );
}
