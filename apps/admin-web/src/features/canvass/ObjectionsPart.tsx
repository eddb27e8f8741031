import { Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { decideObjection, listObjections, type Objection, registerObjection } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CountGate } from '../../counting/CountGate.tsx';
import { useContestName } from '../../counting/use-contest.ts';
import { useCounted } from '../../counting/use-counted.ts';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';
import { DecideObjectionDialog, RegisterObjectionDialog } from './ObjectionDialogs.tsx';

/** Objections to results of stations: open ones first, each with its deadline. */
export function ObjectionsPart() {
  const { code } = useCounted();
  return (
    <CountGate code={code}>
      <Objections code={code} />
    </CountGate>
  );
}

function Objections({ code }: { readonly code: string }) {
  const { t } = useTranslator();
  const may = useMay();
  const [isRegistering, setRegistering] = useState(false);
  const { data, error } = useQuery(reading(listObjections, { params: { code }, query: {} }));
  return (
    <>
      {may(registerObjection) && (
        <div className="button-row no-print">
          <Button onClick={() => setRegistering(true)}>{t('objection.register')}</Button>
        </div>
      )}
      {isRegistering && (
        <RegisterObjectionDialog code={code} onClose={() => setRegistering(false)} />
      )}
      <QueryRefusal error={error} />
      {data === undefined ? (
        error === null && <Loading />
      ) : data.objections.length === 0 ? (
        <EmptyState title={t('objection.none')}>
          <p>{t('objection.none-text')}</p>
        </EmptyState>
      ) : (
        <ul className="objections">
          {data.objections.map((objection) => (
            <li key={objection.number}>
              <ObjectionView code={code} objection={objection} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ObjectionView({
  code,
  objection,
}: {
  readonly code: string;
  readonly objection: Objection;
}) {
  const { t, dateTime } = useTranslator();
  const may = useMay();
  const ownTime = useOwnTime();
  const counted = useCounted();
  const contestName = useContestName(counted);
  const [isDeciding, setDeciding] = useState(false);
  const { number, station, contest, submittedBy, text, deadline, overdue, decision } = objection;
  return (
    <>
      <h2 className="objection-title">
        {t('objection.one', { number })} · {t('keying.station', { number: station })}{' '}
        {decision === null ? (
          <Tag data-color={overdue ? 'danger' : 'warning'}>
            {t(overdue ? 'objection.overdue' : 'objection.open')}
          </Tag>
        ) : (
          <Tag data-color="neutral">{t(`objection-decision.${decision}`)}</Tag>
        )}
      </h2>
      <p className="quiet">
        {submittedBy}, {ownTime(objection.registeredAt)}
        {contest !== null && ` · ${contestName(contest)}`} ·{' '}
        {t('objection.deadline-at', { time: dateTime(deadline, counted.definition.timeZone) })}
      </p>
      <Paragraph>{text}</Paragraph>
      {decision !== null && objection.decidedAt !== null && (
        <blockquote className="explanation">
          <p>{objection.decisionText}</p>
          <p className="quiet">{ownTime(objection.decidedAt)}</p>
        </blockquote>
      )}
      {decision === null && may(decideObjection, objection.territoryPath) && (
        <Button
          variant="secondary"
          data-size="sm"
          className="no-print"
          aria-label={t('objection.decide-one', { number })}
          onClick={() => setDeciding(true)}
        >
          {t('objection.decide')}
        </Button>
      )}
      {isDeciding && (
        <DecideObjectionDialog code={code} number={number} onClose={() => setDeciding(false)} />
      )}
    </>
  );
}
