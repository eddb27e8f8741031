import type { CallRefusal } from '@ovoz/client';
import { signOut } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useMessages } from '../language.ts';
import { MenuLink } from '../page/links.tsx';
import { RefusalNotice } from '../page/RefusalNotice.tsx';
import { usePlaceName } from '../places/use-place-name.ts';
import { client } from '../server/client.ts';
import { activeGrants } from '../session/permissions.ts';
import { forgetReadings } from '../session/forget-readings.ts';
import { useSession } from '../session/use-session.ts';

/** Who is signed in and as what, the own sessions, and the way out. */
export function PersonMenu() {
  const t = useMessages();
  const { person, grants } = useSession();
  const placeName = usePlaceName();
  const place = useRouterState({ select: (state) => state.location.href });
  const active = activeGrants(grants);
  const first = active[0];
  return (
    // A new place makes a new menu, which is closed.
    <details className="ov-menu person-menu" key={place}>
      <summary aria-label={t('menu.person', { name: person.name })}>
        <span className="person-menu-lines">
          <span>{person.name}</span>
          {first !== undefined && (
            <span className="person-menu-role">
              {t(`role.${first.role}`)} · {placeName(first)}
              {active.length > 1 && ` +${active.length - 1}`}
            </span>
          )}
        </span>
      </summary>
      <ul className="ov-menu__list">
        <li className="person-menu-grants">
          {active.length === 0
            ? t('menu.no-role')
            : active.map((grant) => (
                <span key={grant.id}>
                  <strong>{t(`role.${grant.role}`)}</strong>
                  <br />
                  {placeName(grant)}
                </span>
              ))}
        </li>
        <li>
          <MenuLink to="/sessions">{t('menu.sessions')}</MenuLink>
        </li>
        <li>
          <SignOutButton />
        </li>
      </ul>
    </details>
  );
}

function SignOutButton() {
  const t = useMessages();
  const queries = useQueryClient();
  const router = useRouter();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const leave = async () => {
    const answer = await client.call(signOut, {});
    // Without a session there is nothing to end either.
    if (!answer.ok && answer.refusal.code !== 'not-signed-in') return setRefusal(answer.refusal);
    await router.navigate({ to: '/sign-in', search: {} });
    forgetReadings(queries);
  };
  return (
    <>
      <button type="button" onClick={() => void leave()}>
        {t('menu.sign-out')}
      </button>
      <RefusalNotice refusal={refusal} />
    </>
  );
}
