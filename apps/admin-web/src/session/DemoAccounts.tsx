import { Button } from '@digdir/designsystemet-react';
import { getDemo, type SessionState, signInToDemo } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../language.ts';
import { RefusalNotice } from '../page/RefusalNotice.tsx';
import { useAct } from '../server/acting.ts';
import { reading } from '../server/reading.ts';

/** The accounts of a demonstration; `accounts` is null while unknown and empty outside of one. */
export function useDemoAccounts() {
  const { data, isPending } = useQuery({ ...reading(getDemo, {}), retry: false });
  return isPending ? null : (data?.accounts ?? []);
}

type Props = {
  readonly accounts: NonNullable<ReturnType<typeof useDemoAccounts>>;
  readonly onSignedIn: (session: SessionState) => void;
};

/** One button per role: one click signs in. */
export function DemoAccounts({ accounts, onSignedIn }: Props) {
  const t = useMessages();
  const act = useAct(signInToDemo);
  const [chosen, setChosen] = useState<string | null>(null);
  const enter = async (username: string) => {
    setChosen(username);
    const answer = await act.run({ body: { username } });
    if (answer?.ok === true) onSignedIn(answer.value);
  };
  return (
    <>
      <RefusalNotice refusal={act.refusal} />
      <ul className="demo-accounts">
        {accounts.map((account) => (
          <li key={account.username} className="demo-account">
            <div>
              <strong>{t(`role.${account.role}`)}</strong>
              <span>{account.name}</span>
              <span className="quiet">{account.territoryName}</span>
              <span className="quiet">{t(`role-meaning.${account.role}`)}</span>
            </div>
            <Button
              variant="secondary"
              loading={act.pending && chosen === account.username}
              onClick={() => void enter(account.username)}
              aria-label={t('sign-in.demo-enter-as', {
                role: t(`role.${account.role}`),
                name: account.name,
              })}
            >
              {t('sign-in.demo-enter')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
