import { Alert, Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { type AnswerOf, type getTurnout, reportTurnout, type TurnoutFinding } from '@ovoz/contract';
import { useMemo, useState } from 'react';
import { moveOn } from '../../counting/move-on.ts';
import { useTranslator } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { knownCode } from '../../server/refusal.ts';
import { changedReports, lastReport, reportedTexts, type TurnoutTexts } from './turnout-rows.ts';

type Station = AnswerOf<typeof getTurnout>['stations'][number];
type Outcome = AnswerOf<typeof reportTurnout>['outcomes'][number];

type Props = {
  readonly code: string;
  readonly stations: readonly Station[];
  readonly hour: string;
  readonly mayReport: boolean;
};

/** The stations of a territory at one hour, to be filled down the columns by keyboard. */
export function TurnoutGrid({ code, stations, hour, mayReport }: Props) {
  const { t } = useTranslator();
  const act = useAct(reportTurnout);
  const before = useMemo(() => reportedTexts([...stations], hour), [stations, hour]);
  const [typed, setTyped] = useState<Readonly<Record<string, TurnoutTexts>>>({});
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const texts = { ...before, ...typed };
  const reports = changedReports(texts, before, hour);
  const refused = outcomes.filter(({ refusal }) => refusal !== null);
  const send = async () => {
    const answer = await act.run({ params: { code }, body: { reports: [...reports] } });
    if (answer?.ok !== true) return;
    setOutcomes(answer.value.outcomes);
    const kept = new Set(
      answer.value.outcomes.filter(({ refusal }) => refusal !== null).map(({ station }) => station),
    );
    // What was recorded comes back with the next reading; what was refused stays to be mended.
    setTyped(Object.fromEntries(Object.entries(typed).filter(([station]) => kept.has(station))));
  };
  return (
    // The fields are real controls; only Enter among them is caught here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      onKeyDown={moveOn}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <RefusalNotice refusal={act.refusal} />
      {outcomes.length > 0 && (
        <Alert data-color={refused.length === 0 ? 'success' : 'warning'} role="status">
          <Paragraph>
            {t('turnout.recorded', { count: outcomes.length - refused.length })}
          </Paragraph>
          {refused.map(({ station, refusal }) => (
            <Paragraph key={station}>
              {t('keying.station', { number: station })}: {t(`refusal.${knownCode(refusal ?? '')}`)}
            </Paragraph>
          ))}
        </Alert>
      )}
      {mayReport && <p className="quiet no-print">{t('turnout.keys')}</p>}
      <table className="turnout-grid">
        <caption className="ds-sr-only">{t('turnout.by-station', { hour })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('protocols.station')}</th>
            <th scope="col">{t('turnout.voters')}</th>
            <th scope="col">{t('turnout.listed')}</th>
            <th scope="col">{t('turnout.marks')}</th>
          </tr>
        </thead>
        <tbody>
          {stations.map((station) => (
            <StationRow
              key={station.station}
              station={station}
              hour={hour}
              texts={texts[station.station] ?? { voters: '', listed: '' }}
              mayReport={mayReport}
              set={(next) => setTyped((all) => ({ ...all, [station.station]: next }))}
            />
          ))}
        </tbody>
      </table>
      {mayReport && (
        <div className="button-row entry-foot">
          <Button type="submit" data-finish loading={act.pending} disabled={reports.length === 0}>
            {t('turnout.send', { count: reports.length })}
          </Button>
        </div>
      )}
    </form>
  );
}

type RowProps = {
  readonly station: Station;
  readonly hour: string;
  readonly texts: TurnoutTexts;
  readonly mayReport: boolean;
  readonly set: (texts: TurnoutTexts) => void;
};

function StationRow({ station, hour, texts, mayReport, set }: RowProps) {
  const { t, number } = useTranslator();
  const last = lastReport(station.reports, hour);
  const field = (name: 'voters' | 'listed') =>
    mayReport ? (
      <input
        className={name === 'voters' ? 'turnout-input figure-input' : 'turnout-input'}
        aria-label={`${t('keying.station', { number: station.station })}: ${t(`turnout.${name}`)}`}
        inputMode="numeric"
        autoComplete="off"
        maxLength={9}
        value={texts[name]}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) =>
          set({ ...texts, [name]: event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 9) })
        }
      />
    ) : texts[name] === '' ? (
      <span className="quiet">{t('value.unknown')}</span>
    ) : (
      number(Number(texts[name]))
    );
  return (
    <tr>
      <th scope="row">
        {station.station} <span className="quiet">{station.name}</span>
      </th>
      <td data-label={t('turnout.voters')}>{field('voters')}</td>
      <td data-label={t('turnout.listed')}>{field('listed')}</td>
      <td>
        <Findings findings={last?.findings ?? []} />
      </td>
    </tr>
  );
}

function Findings({ findings }: { readonly findings: readonly TurnoutFinding[] }) {
  const { t } = useTranslator();
  return (
    <span className="marks">
      {findings.map((finding) => (
        <Tag key={finding} data-color="warning">
          {t(`turnout-finding.${finding}`)}
        </Tag>
      ))}
    </span>
  );
}
