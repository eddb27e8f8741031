import { Alert, Button, Checkbox, Paragraph, Radio } from '@digdir/designsystemet-react';
import { type ProtocolVersionView, type ProtocolView, proposeSettlement } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { FigureTable } from '../../counting/FigureTable.tsx';
import type { Paper } from '../../counting/use-contest.ts';
import { useMessages } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { ShortHash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import type { ProtocolParams } from './use-protocol.ts';
import { useVersionName } from './version-name.ts';

type Props = {
  readonly params: ProtocolParams;
  readonly view: ProtocolView;
  readonly paper: Paper;
};

type AlarmView = ProtocolView['alarms'][number];

/** Open alarms: which contents came, line by line, and which of them shall stand. */
export function AlarmSection({ params, view, paper }: Props) {
  const t = useMessages();
  const open = view.alarms.filter(({ settledAt }) => settledAt === null);
  if (open.length === 0) return null;
  return (
    <Section title={t('alarm.title', { count: open.length })}>
      {open.map((alarm) => (
        <OpenAlarm key={alarm.id} alarm={alarm} params={params} view={view} paper={paper} />
      ))}
    </Section>
  );
}

function OpenAlarm({ alarm, params, view, paper }: Props & { readonly alarm: AlarmView }) {
  const t = useMessages();
  const may = useMay();
  const ownTime = useOwnTime();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const standing = view.versions.find((version) => version.standing);
  const arrived = view.versions.find(({ hash }) => hash === alarm.hash);
  const shown = [standing, arrived].filter((one) => one !== undefined);
  return (
    <>
      <Alert data-color="danger">
        <Paragraph>
          {t(`alarm.kind-${alarm.kind as 'other-content'}`)} {ownTime(alarm.raisedAt)}
        </Paragraph>
      </Alert>
      {shown.length === 2 && (
        <>
          <Checkbox
            label={t('protocol.only-different')}
            checked={onlyDifferent}
            onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          />
          <FigureTable
            caption={t('alarm.both')}
            figures={paper.figures}
            withGap
            onlyDifferent={onlyDifferent}
            columns={shown.map((version, index) => ({
              key: version.hash,
              header: (
                <>
                  {t(index === 0 ? 'alarm.stands' : 'alarm.arrived')}
                  <br />
                  <span className="quiet">{t('versions.one', { version: version.version })}</span>
                </>
              ),
              content: version.content,
            }))}
          />
          {may(proposeSettlement, view.row.territoryPath) && (
            <Settle alarm={alarm} code={params.code} packages={shown} />
          )}
        </>
      )}
    </>
  );
}

type SettleProps = {
  readonly alarm: AlarmView;
  readonly code: string;
  readonly packages: readonly ProtocolVersionView[];
};

/** Which package stands is said by one person and confirmed by another. */
function Settle({ alarm, code, packages }: SettleProps) {
  const t = useMessages();
  const navigate = useNavigate();
  const name = useId();
  const versionName = useVersionName();
  const act = useAct(proposeSettlement);
  const [take, setTake] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const send = async (reason: string) => {
    if (take === null) return null;
    const answer = await act.run({ params: { code, id: alarm.id }, body: { take, reason } });
    if (answer?.ok === true) {
      void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
    }
    return answer;
  };
  return (
    <div className="stack settle no-print">
      <fieldset className="plain-fieldset">
        <legend>{t('alarm.which')}</legend>
        {packages.map((version, index) => (
          <Radio
            key={version.hash}
            name={name}
            value={version.hash}
            checked={take === version.hash}
            onChange={() => setTake(version.hash)}
            label={t(index === 0 ? 'alarm.stands' : 'alarm.arrived')}
            description={
              <>
                {versionName(version)} · <ShortHash value={version.hash} />
              </>
            }
          />
        ))}
      </fieldset>
      <Button disabled={take === null} onClick={() => setAsking(true)}>
        {t('alarm.propose')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('alarm.propose')}
          confirmLabel={t('protocol.propose')}
          onClose={() => setAsking(false)}
          send={send}
        >
          <Paragraph>{t('alarm.propose-text')}</Paragraph>
        </ReasonDialog>
      )}
    </div>
  );
}
