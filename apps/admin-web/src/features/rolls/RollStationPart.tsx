import { Button } from '@digdir/designsystemet-react';
import {
  exportStationRoll,
  listRollStations,
  listStationPrints,
  listSupplements,
  printStationRoll,
  printSupplements,
  proposeSupplement,
  type RollPrint,
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
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { Hash } from '../../values/Hash.tsx';
import { PrintOneDialog } from './PrintOneDialog.tsx';
import { PrintTable } from './PrintTable.tsx';
import { SaveLines } from './SaveLines.tsx';
import { StationSupplements } from './StationSupplements.tsx';
import { SupplementDialog } from './SupplementDialog.tsx';

const LOOK_EVERY_MS = 1500;

/** The roll of one station: its root, its prints, and adding somebody after the freeze. */
export function RollStationPart() {
  const { t, number } = useTranslator();
  const may = useMay();
  const { pack, code, station } = useParams({
    from: '/shell/voters/$pack/rolls/$code/stations/$station',
  });
  const [dialog, setDialog] = useState<RollPrint['part'] | 'supplement' | null>(null);
  const listed = useQuery(
    reading(listRollStations, { params: { code }, query: { search: station } }),
  );
  const printed = useQuery({
    ...reading(listStationPrints, { params: { code, station } }),
    refetchInterval: ({ state: { data } }) =>
      data?.prints.some(({ status }) => status !== 'done') === true ? LOOK_EVERY_MS : false,
  });
  const error = listed.error ?? printed.error;
  if (error !== null) return <QueryRefusal error={error} />;
  if (listed.data === undefined || printed.data === undefined) return <Loading />;
  const found = listed.data.stations.find((one) => one.station === station);
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/rolls/$code" params={{ pack, code }}>
          {t('rolls.all-stations')}
        </PageLink>
      </p>
      <Section
        title={t('rolls.of-station', { station })}
        actions={
          <>
            {may(printStationRoll) && (
              <Button onClick={() => setDialog('roll')}>{t('rolls.print-one')}</Button>
            )}
            {may(printSupplements) && (
              <Button variant="secondary" onClick={() => setDialog('supplements')}>
                {t('rolls.print-sheet')}
              </Button>
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
            { term: t('rolls.abroad'), description: number(found?.abroad ?? 0) },
            { term: t('rolls.supplements'), description: number(found?.supplements ?? 0) },
            {
              term: t('rolls.root'),
              description: found === undefined ? '–' : <Hash value={found.root} />,
            },
          ]}
        />
        {may(exportStationRoll) && <SaveLines code={code} station={station} part="roll" />}
      </Section>
      {may(listSupplements) && <StationSupplements code={code} station={station} />}
      <Section title={t('rolls.prints')}>
        <PrintTable code={code} prints={printed.data.prints} station={station} />
      </Section>
      {(dialog === 'roll' || dialog === 'supplements') && (
        <PrintOneDialog
          pack={pack}
          code={code}
          station={station}
          part={dialog}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'supplement' && (
        <SupplementDialog code={code} station={station} onClose={() => setDialog(null)} />
      )}
    </>
  );
}
