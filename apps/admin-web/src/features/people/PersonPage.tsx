import { Button, Paragraph } from '@digdir/designsystemet-react';
import {
  endGrant,
  getPerson,
  type Grant,
  proposeGrant,
  proposeSignInReset,
  suspendPerson,
} from '@ovoz/contract';
import { DefinitionList, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { ButtonLink, PageLink } from '../../page/links.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { usePlaceName } from '../../places/use-place-name.ts';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay, useSession } from '../../session/use-session.ts';
import { GrantTable } from './GrantTable.tsx';
import { PersonTag } from './PersonTag.tsx';

type Asking = 'nothing' | 'suspend' | 'reset' | Grant;

/** A person: account, roles now, later and before, and what can be done with them. */
export function PersonPage() {
  const t = useMessages();
  const may = useMay();
  const session = useSession();
  const placeName = usePlaceName();
  const { id } = useParams({ from: '/shell/people/$id' });
  const { person, grants } = useSuspenseQuery(reading(getPerson, { params: { id } })).data;
  const [asking, setAsking] = useState<Asking>('nothing');
  const isOneself = session.person.id === id;
  const isSuspended = person.status === 'suspended';
  return (
    <Page
      title={person.name}
      back={<PageLink to="/people">{t('people.back')}</PageLink>}
      actions={
        may(proposeGrant) &&
        !isOneself &&
        !isSuspended && (
          <ButtonLink to="/people/$id/grant" params={{ id }}>
            {t('people.propose-role')}
          </ButtonLink>
        )
      }
    >
      <DefinitionList
        items={[
          { term: t('sign-in.username'), description: <code>{person.username}</code> },
          { term: t('versions.status'), description: <PersonTag status={person.status} /> },
          {
            term: t('people.home'),
            description: placeName({
              territoryPath: person.homeTerritory,
              territoryName: person.homeTerritory,
            }),
          },
        ]}
      />
      <Section title={t('people.roles')}>
        {grants.length === 0 ? (
          <EmptyState title={t('people.no-role')}>
            <p>{t('people.no-role-text')}</p>
          </EmptyState>
        ) : (
          <GrantTable grants={grants} onEnd={may(endGrant) ? setAsking : null} />
        )}
      </Section>
      {!isOneself && (
        <div className="button-row no-print">
          {may(proposeSignInReset) && !isSuspended && (
            <Button variant="secondary" onClick={() => setAsking('reset')}>
              {t('people.reset')}
            </Button>
          )}
          {may(suspendPerson) && !isSuspended && (
            <Button variant="secondary" data-color="danger" onClick={() => setAsking('suspend')}>
              {t('people.suspend')}
            </Button>
          )}
        </div>
      )}
      <Dialogs asking={asking} id={id} name={person.name} onClose={() => setAsking('nothing')} />
    </Page>
  );
}

type DialogsProps = {
  readonly asking: Asking;
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
};

function Dialogs({ asking, id, name, onClose }: DialogsProps) {
  const t = useMessages();
  const navigate = useNavigate();
  const suspend = useAct(suspendPerson);
  const reset = useAct(proposeSignInReset);
  const end = useAct(endGrant);
  if (asking === 'nothing') return null;
  if (asking === 'suspend') {
    return (
      <ReasonDialog
        title={t('people.suspend-title', { name })}
        confirmLabel={t('people.suspend')}
        onClose={onClose}
        send={(reason) => suspend.run({ params: { id }, body: { reason } })}
      >
        <Paragraph>{t('people.suspend-text')}</Paragraph>
      </ReasonDialog>
    );
  }
  if (asking === 'reset') {
    const propose = async (reason: string) => {
      const answer = await reset.run({ params: { id }, body: { reason } });
      if (answer?.ok === true) {
        void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
      }
      return answer;
    };
    return (
      <ReasonDialog
        title={t('people.reset-title', { name })}
        confirmLabel={t('people.reset')}
        onClose={onClose}
        send={propose}
      >
        <Paragraph>{t('people.reset-text')}</Paragraph>
      </ReasonDialog>
    );
  }
  return (
    <ReasonDialog
      title={t('people.end-grant-title', { role: t(`role.${asking.role}`), name })}
      confirmLabel={t('people.end-grant')}
      onClose={onClose}
      send={(reason) => end.run({ params: { id: asking.id }, body: { reason } })}
    >
      <Paragraph>{t('people.end-grant-text')}</Paragraph>
    </ReasonDialog>
  );
}
