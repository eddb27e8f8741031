import { Button, Tag } from '@digdir/designsystemet-react';
import { endMySession, listMySessions } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { Page } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useOwnTime } from '../../values/moments.ts';

/** The own sessions on all devices; what is not recognised can be ended at once. */
export function MySessionsPage() {
  const t = useMessages();
  const ownTime = useOwnTime();
  const act = useAct(endMySession);
  const [ending, setEnding] = useState<string | null>(null);
  const { sessions } = useSuspenseQuery(reading(listMySessions, {})).data;
  const others = sessions.filter((session) => !session.current);
  const end = async (ids: readonly string[], marked: string) => {
    setEnding(marked);
    for (const id of ids) {
      const answer = await act.run({ params: { id } });
      if (answer?.ok !== true) break;
    }
    setEnding(null);
  };
  return (
    <Page
      title={t('sessions.title')}
      lead={t('sessions.lead')}
      actions={
        others.length > 0 && (
          <Button
            variant="secondary"
            loading={ending === 'all'}
            onClick={() =>
              void end(
                others.map((session) => session.id),
                'all',
              )
            }
          >
            {t('sessions.end-others')}
          </Button>
        )
      }
    >
      <RefusalNotice refusal={act.refusal} />
      <DataTable
        caption={t('sessions.count', { count: sessions.length })}
        rows={sessions}
        rowKey={(session) => session.id}
        columns={[
          {
            key: 'device',
            header: t('sessions.device'),
            rowHeader: true,
            cell: (session) => (
              <>
                {session.device}{' '}
                {session.current && <Tag data-color="success">{t('sessions.current')}</Tag>}
              </>
            ),
          },
          {
            key: 'level',
            header: t('sessions.level'),
            cell: (session) => t(`sign-in-level.${session.level}`),
          },
          {
            key: 'started',
            header: t('sessions.started'),
            cell: (session) => ownTime(session.startedAt),
          },
          {
            key: 'seen',
            header: t('sessions.last-seen'),
            cell: (session) => ownTime(session.lastSeenAt),
          },
          {
            key: 'expires',
            header: t('sessions.expires'),
            cell: (session) => ownTime(session.expiresAt),
          },
          {
            key: 'end',
            header: t('table.actions'),
            cell: (session) =>
              !session.current && (
                <Button
                  variant="secondary"
                  data-size="sm"
                  loading={ending === session.id}
                  aria-label={t('sessions.end-one', { device: session.device })}
                  onClick={() => void end([session.id], session.id)}
                >
                  {t('sessions.end')}
                </Button>
              ),
          },
        ]}
      />
    </Page>
  );
}
