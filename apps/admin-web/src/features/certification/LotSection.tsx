import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { type AnswerOf, type getCertification, proposeLot } from '@ovoz/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { usePaper, useContestName } from '../../counting/use-contest.ts';
import { useCounted } from '../../counting/use-counted.ts';
import { FilterSelect } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';
import { placeInOrder } from './place-in-order.ts';

type Certification = AnswerOf<typeof getCertification>;
type Tie = Certification['ties'][number];

type Props = {
  readonly code: string;
  readonly ties: Certification['ties'];
  readonly lots: Certification['lots'];
};

/** Ties that a lot decides, and the lots that were drawn. */
export function LotSection({ code, ties, lots }: Props) {
  const { t } = useTranslator();
  if (ties.length === 0 && lots.length === 0) return null;
  return (
    <Section title={t('lot.title')}>
      {ties.map((tie) => (
        <OpenTie key={`${tie.contest} ${tie.district} ${tie.step}`} code={code} tie={tie} />
      ))}
      {lots.length > 0 && (
        <ul className="values">
          {lots.map((lot) => (
            <DrawnLot key={`${lot.contest} ${lot.district} ${lot.step}`} lot={lot} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function useNames(contest: string, district: string | null): (option: string) => string {
  const paper = usePaper(useCounted(), contest, district);
  return (option) =>
    paper?.figures.find(({ part, code }) => part === 'votes' && code === option)?.caption ?? option;
}

function OpenTie({ code, tie }: { readonly code: string; readonly tie: Tie }) {
  const { t } = useTranslator();
  const may = useMay();
  const contestName = useContestName(useCounted());
  const nameOf = useNames(tie.contest, tie.district);
  const [order, setOrder] = useState<readonly (string | null)[]>(() => tie.options.map(() => null));
  const [isAsking, setAsking] = useState(false);
  const drawn = order.filter((option) => option !== null);
  return (
    <>
      <Alert data-color="warning">
        <Paragraph>
          <strong>{contestName(tie.contest)}</strong>
          {tie.district !== null && `, ${t('results.district', { number: tie.district })}`}
          {': '}
          {t('lot.needed', { options: tie.options.length, seats: tie.seats })}
        </Paragraph>
      </Alert>
      {may(proposeLot) && (
        <div className="lot-order no-print">
          <Paragraph>{t('lot.text')}</Paragraph>
          {order.map((chosen, place) => (
            <FilterSelect
              // Places have no name but their number.
              key={place}
              label={t('lot.place', { place: place + 1 })}
              value={chosen ?? ''}
              empty={t('places.choose')}
              onChange={(option) => setOrder(placeInOrder(order, place, option))}
              choices={tie.options.map((option) => ({ value: option, label: nameOf(option) }))}
            />
          ))}
          <Button disabled={drawn.length < tie.options.length} onClick={() => setAsking(true)}>
            {t('lot.propose')}
          </Button>
        </div>
      )}
      {isAsking && (
        <LotDialog code={code} tie={tie} order={drawn} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

type DialogProps = {
  readonly code: string;
  readonly tie: Tie;
  readonly order: readonly string[];
  readonly onClose: () => void;
};

function LotDialog({ code, tie, order, onClose }: DialogProps) {
  const { t } = useTranslator();
  const navigate = useNavigate();
  const nameOf = useNames(tie.contest, tie.district);
  const act = useAct(proposeLot);
  const { contest, district, step } = tie;
  const send = async (reason: string) => {
    const answer = await act.run({
      params: { code },
      body: { contest, district, step, order: [...order], reason },
    });
    if (answer?.ok === true) {
      void navigate({ to: '/waiting/$id', params: { id: answer.value.proposalId } });
    }
    return answer;
  };
  return (
    <ReasonDialog
      title={t('lot.propose')}
      confirmLabel={t('protocol.propose')}
      onClose={onClose}
      send={send}
    >
      <ol>
        {order.map((option) => (
          <li key={option}>{nameOf(option)}</li>
        ))}
      </ol>
      <Paragraph>{t('lot.propose-text')}</Paragraph>
    </ReasonDialog>
  );
}

function DrawnLot({ lot }: { readonly lot: Certification['lots'][number] }) {
  const { t, list } = useTranslator();
  const ownTime = useOwnTime();
  const contestName = useContestName(useCounted());
  const nameOf = useNames(lot.contest, lot.district);
  return (
    <li>
      {contestName(lot.contest)}
      {lot.district !== null && `, ${t('results.district', { number: lot.district })}`}:{' '}
      <strong>{list(lot.order.map(nameOf))}</strong>{' '}
      <span className="quiet">{ownTime(lot.recordedAt)}</span>
    </li>
  );
}
