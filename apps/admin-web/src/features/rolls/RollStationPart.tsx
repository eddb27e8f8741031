import { Button, Paragraph } from '@digdir/designsystemet-react';
import {
  exportStationRoll,
  getRollState,
  listRollStations,
  printStationRoll,
  proposeSupplement,
} from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { PrintTable } from './PrintTable.tsx';
import { SupplementDialog } from './SupplementDialog.tsx';

const LOOK_EVERY_MS = 1500;

/** The roll of one station: its root, its prints, and adding somebody after the freeze. */
export function RollStationPart() {
  const { t, number } = useTranslator();
  const may = useMay();
  const { pack, code, station } = useParams({
    from: '/shell/voters/$pack/rolls/$code/stations/$station',
  });
  const [dialog, setDialog] = useState<'print' | 'supplement' | null>(null);
  const listed = useQuery(
    reading(listRollStations, { params: { code }, query: { search: station } }),
  );
  const state = useQuery({
    ...reading(getRollState, { params: { code } }),
    refetchInterval: ({ state: { data } }) =>
      data?.prints.some(({ status }) => status !== 'done') === true ? LOOK_EVERY_MS : false,
  });
  const error = listed.error ?? state.error;
  if (error !== null) return <QueryRefusal error={error} />;
  if (listed.data === undefined || state.data === undefined) return <Loading />;
  const found = listed.data.stations.find((one) => one.station === station);
  const prints = state.data.prints.filter((one) => one.station === station);
  return (
    <>
      <p>
        <PageLink to="/voters/$pack/rolls/$code" params={{ pack, code }}>
          {t('rolls.all-stations')}
        </PageLink>
      </p>
      <Section
        title={t('rolls.of-station', { station })}
        actions={
          <>
            {may(printStationRoll) && (
              <Button onClick={() => setDialog('print')}>{t('rolls.print-one')}</Button>
            )}
            {may(proposeSupplement) && (
              <Button variant="secondary" onClick={() => setDialog('supplement')}>
                {t('rolls.add')}
              </Button>
            )}
          </>
        }
      >
        <DefinitionList
          items={[
            { term: t('rolls.station'), description: found?.name ?? station },
            { term: t('rolls.voters'), description: number(found?.voters ?? 0) },
            { term: t('rolls.supplements'), description: number(found?.supplements ?? 0) },
            {
              term: t('rolls.root'),
              description: found === undefined ? '–' : <Hash value={found.root} />,
            },
          ]}
        />
        {may(exportStationRoll) && <Paragraph>{t('rolls.check-text')}</Paragraph>}
      </Section>
      <Section title={t('rolls.prints')}>
        <PrintTable prints={prints} />
      </Section>
      {dialog === 'print' && (
        <PrintOne pack={pack} code={code} station={station} onClose={() => setDialog(null)} />
      )}
      {dialog === 'supplement' && (
        <SupplementDialog code={code} station={station} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

function PrintOne(props: {
  readonly pack: string;
  readonly code: string;
  readonly station: string;
  readonly onClose: () => void;
}) {
  const { t } = useTranslator();
  const { languages } = usePack(props.pack);
  const act = useAct(printStationRoll);
  const { code, station } = props;
  return (
    <ReasonDialog
      title={t('rolls.print-one')}
      confirmLabel={t('rolls.print-one')}
      onClose={props.onClose}
      send={(reason) =>
        act.run({
          params: { code, station },
          body: { language: languages[0]?.tag ?? 'en', reason },
        })
      }
    >
      <Paragraph>{t('rolls.print-one-text')}</Paragraph>
    </ReasonDialog>
  );
}
