import { Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { getCount, openCount } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { ConfirmDialog } from '../../page/ConfirmDialog.tsx';
import { ButtonLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';
import { useElection } from './use-election.ts';

/** Whether the count is open, and for those who open it the button. */
export function CountSection() {
  const { t, dateTime } = useTranslator();
  const may = useMay();
  const ownTime = useOwnTime();
  const { election, definition } = useElection();
  const { code, sealedVersion } = election;
  const isShown = may(getCount) && sealedVersion !== null;
  const { data } = useQuery({ ...reading(getCount, { params: { code } }), enabled: isShown });
  if (!isShown || data === undefined) return null;
  const { count } = data;
  const local = (instant: string) => dateTime(instant, definition.timeZone);
  return (
    <Section
      title={t('count.title')}
      actions={
        count !== null && (
          <ButtonLink to="/count/$code" params={{ code }} search={{}}>
            {t('open-count.to-count')}
          </ButtonLink>
        )
      }
    >
      {count === null ? (
        <OpenCount code={code} />
      ) : (
        <DefinitionList
          items={[
            {
              term: t('open-count.state'),
              description: (
                <Tag data-color={count.released ? 'success' : 'warning'}>
                  {t(count.released ? 'open-count.released' : 'open-count.sealed')}
                </Tag>
              ),
            },
            { term: t('open-count.opened'), description: ownTime(count.openedAt) },
            { term: t('open-count.release'), description: local(count.releaseAt) },
            { term: t('open-count.legal'), description: t(`count-kind.${count.legalCount}`) },
            {
              term: t('election.version'),
              description: t('open-count.rests-on', { version: count.definitionVersion }),
            },
          ]}
        />
      )}
    </Section>
  );
}

function OpenCount({ code }: { readonly code: string }) {
  const { t } = useTranslator();
  const may = useMay();
  const act = useAct(openCount);
  const [isAsking, setAsking] = useState(false);
  const open = async () => {
    const answer = await act.run({ params: { code }, body: {} });
    if (answer?.ok === true) setAsking(false);
  };
  return (
    <>
      <Paragraph>{t('open-count.not-yet')}</Paragraph>
      {may(openCount) && (
        <Button className="no-print" onClick={() => setAsking(true)}>
          {t('open-count.open')}
        </Button>
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => {
          act.forget();
          setAsking(false);
        }}
        title={t('open-count.open')}
        confirmLabel={t('open-count.open')}
        onConfirm={() => void open()}
        pending={act.pending}
        refusal={act.refusal}
      >
        <Paragraph>{t('open-count.text')}</Paragraph>
      </ConfirmDialog>
    </>
  );
}
