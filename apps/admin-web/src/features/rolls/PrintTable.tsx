import { Button } from '@digdir/designsystemet-react';
import { getPrintedRoll, type RollPrint } from '@ovoz/contract';
import { DataTable, EmptyState, ProgressBar } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { RemovePrint } from './RemovePrint.tsx';
import { savePdf } from './save-file.ts';

type Props = {
  readonly code: string;
  readonly prints: readonly RollPrint[];
  /** On the page of a station: its file is taken out of the printing of a territory as well. */
  readonly station?: string;
};

/** Printings of rolls, the newest first, each with how far it is. */
export function PrintTable({ code, prints, station: ofStation }: Props) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  if (prints.length === 0) {
    return (
      <EmptyState title={t('rolls.no-prints')}>
        <p>{t('rolls.no-prints-text')}</p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={t('rolls.prints')}
      rows={prints}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'of',
          header: t('rolls.print-of'),
          rowHeader: true,
          cell: (print) => <PrintName print={print} />,
        },
        { key: 'at', header: t('rolls.asked-at'), cell: ({ requestedAt }) => ownTime(requestedAt) },
        {
          key: 'status',
          header: t('rolls.progress'),
          cell: ({ status, printed, stations, bytes }) =>
            status === 'done' ? (
              t('rolls.print-done', { size: number(Math.ceil(bytes / 1e6)) })
            ) : (
              <ProgressBar label={t('rolls.printing')} done={printed} total={stations} />
            ),
        },
        {
          key: 'manifest',
          header: t('rolls.manifest'),
          cell: ({ manifestHash }) =>
            manifestHash === null ? '–' : <ShortHash value={manifestHash} />,
        },
        {
          key: 'file',
          header: t('rolls.file'),
          cell: (print) => <Files code={code} print={print} station={print.station ?? ofStation} />,
        },
      ]}
    />
  );
}

function PrintName({ print }: { readonly print: RollPrint }) {
  const { t } = useTranslator();
  const { station, territoryPath, stations, part, version } = print;
  if (station === null) {
    return t('rolls.print-territory', { territory: territoryPath, count: stations });
  }
  if (part === 'roll') return t('rolls.print-station', { station });
  if (version === null) return t('rolls.print-of-sheet', { station });
  return t('rolls.print-of-version', { station, version });
}

type FilesProps = {
  readonly code: string;
  readonly print: RollPrint;
  readonly station: string | undefined;
};

/** The file of one station, and the end of all; or since when they are gone. */
function Files({ code, print, station }: FilesProps) {
  const { t } = useTranslator();
  const ownTime = useOwnTime();
  const may = useMay();
  if (print.removedAt !== null) {
    return t('rolls.files-removed', { time: ownTime(print.removedAt) });
  }
  if (print.status !== 'done' || !may(getPrintedRoll)) return '–';
  return (
    <div className="button-row">
      {station === undefined ? (
        t('rolls.on-stations')
      ) : (
        <SaveButton code={code} print={print.id} station={station} />
      )}
      <RemovePrint code={code} print={print} />
    </div>
  );
}

type SaveProps = { readonly code: string; readonly print: string; readonly station: string };

/** Those of a territory are taken on the pages of its stations. */
function SaveButton({ code, print, station }: SaveProps) {
  const { t } = useTranslator();
  const act = useAct(getPrintedRoll);
  const save = async () => {
    const answer = await act.run({ params: { code, station, print } });
    if (answer?.ok === true) savePdf(answer.value);
  };
  return (
    <>
      <Button variant="secondary" data-size="sm" onClick={() => void save()}>
        {t('rolls.save')}
      </Button>
      {act.refusal !== null && <RefusalNotice refusal={act.refusal} />}
    </>
  );
}
