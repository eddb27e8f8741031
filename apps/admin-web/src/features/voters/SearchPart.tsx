import { Button, Paragraph } from '@digdir/designsystemet-react';
import {
  type AnswerOf,
  type BodyOf,
  type FoundVoter,
  type LookupPurpose,
  registerVoterRequest,
  type searchVoters,
} from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useMay } from '../../session/use-session.ts';
import { FoundTable } from './FoundTable.tsx';
import { NewRequest } from './NewRequest.tsx';
import { SearchForm } from './SearchForm.tsx';
import { VoterPart } from './VoterPart.tsx';

type Purpose = Pick<BodyOf<typeof searchVoters>, 'purpose' | 'words'>;
type Found = AnswerOf<typeof searchVoters>;
type Shown =
  | { readonly kind: 'search' }
  | { readonly kind: 'voter'; readonly voter: FoundVoter }
  | { readonly kind: 'add' };

const START: Purpose = { purpose: 'voter-asks' satisfies LookupPurpose, words: '' };

/**
 * Looking a voter up. The voter who is open stands in no address: neither the history of the browser nor the log of a
 * server tells who was looked at.
 */
export function SearchPart() {
  const t = useMessages();
  const may = useMay();
  const { pack } = useParams({ from: '/shell/voters/$pack/search' });
  const [purpose, setPurpose] = useState(START);
  const [found, setFound] = useState<Found | null>(null);
  const [shown, setShown] = useState<Shown>({ kind: 'search' });
  const back = () => setShown({ kind: 'search' });
  if (shown.kind === 'voter') {
    return <VoterPart pack={pack} voter={shown.voter.id} purpose={purpose} onBack={back} />;
  }
  if (shown.kind === 'add') {
    return <NewRequest pack={pack} kind="add" voter={null} onBack={back} />;
  }
  return (
    <>
      <Section title={t('voters.search')}>
        <Paragraph>{t('voters.search-text')}</Paragraph>
        <SearchForm
          pack={pack}
          onFound={(answer, asked) => {
            setPurpose(asked);
            setFound(answer);
          }}
        />
      </Section>
      {found !== null && (
        <Section title={t('voters.found', { count: found.voters.length })}>
          {found.by === 'similar' && found.voters.length > 0 && (
            <Paragraph role="status">{t('voters.found-similar')}</Paragraph>
          )}
          {found.more && <Paragraph>{t('voters.found-more')}</Paragraph>}
          {found.voters.length === 0 ? (
            <EmptyState title={t('voters.found-none')}>
              <p>{t('voters.found-none-text')}</p>
            </EmptyState>
          ) : (
            <FoundTable
              voters={found.voters}
              onOpen={(voter) => setShown({ kind: 'voter', voter })}
            />
          )}
        </Section>
      )}
      {may(registerVoterRequest) && (
        <div className="button-row">
          <Button variant="secondary" onClick={() => setShown({ kind: 'add' })}>
            {t('voters.add')}
          </Button>
        </div>
      )}
    </>
  );
}
