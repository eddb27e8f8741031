import { Button, Dialog, Heading } from '@digdir/designsystemet-react';
import { type BodyOf, explainFinding, type ProtocolVersionView } from '@ovoz/contract';
import { useId, useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { useAct } from '../../server/acting.ts';
import { useMay } from '../../session/use-session.ts';
import { useOwnTime } from '../../values/moments.ts';
import type { ProtocolParams } from './use-protocol.ts';

type ReasonCode = BodyOf<typeof explainFinding>['reasonCode'];

const REASON_CODES: readonly ReasonCode[] = [
  'as-on-paper',
  'recounted',
  'ballots-missing',
  'ballots-surplus',
  'slip-of-writing',
  'other',
];

type Props = {
  readonly params: ProtocolParams;
  readonly version: ProtocolVersionView;
  readonly check: string;
};

/** Why a finding is as it is: part of the protocol, published with it. */
export function Explanations({ params, version, check }: Props) {
  const t = useMessages();
  const may = useMay();
  const ownTime = useOwnTime();
  const [isWriting, setWriting] = useState(false);
  const written = version.explanations.filter((one) => one.check === check);
  return (
    <>
      {written.map(({ reasonCode, text, by, at }) => (
        <blockquote key={`${by} ${at}`} className="explanation">
          <p>
            <strong>{t(`explanation.${reasonCode}`)}</strong> {text}
          </p>
          <p className="quiet">
            {by}, {ownTime(at)}
          </p>
        </blockquote>
      ))}
      {may(explainFinding) && (
        <Button
          variant="tertiary"
          data-size="sm"
          className="no-print"
          onClick={() => setWriting(true)}
        >
          {t('explanation.write')}
        </Button>
      )}
      {isWriting && (
        <ExplainDialog
          params={params}
          hash={version.hash}
          check={check}
          onClose={() => setWriting(false)}
        />
      )}
    </>
  );
}

type DialogProps = {
  readonly params: ProtocolParams;
  readonly hash: string;
  readonly check: string;
  readonly onClose: () => void;
};

function ExplainDialog({ params, hash, check, onClose }: DialogProps) {
  const t = useMessages();
  const headingId = useId();
  const act = useAct(explainFinding);
  const checks = checksIn(t);
  const form = useForm({
    initial: { reasonCode: '', text: '' },
    check: ({ reasonCode, text }) =>
      found({ reasonCode: checks.required(reasonCode), text: checks.reason(text) }),
    send: ({ reasonCode, text }) =>
      act.run({
        params,
        body: { hash, check, reasonCode: reasonCode as ReasonCode, text: text.trim() },
      }),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      closeButton={t('dialog.close')}
      aria-labelledby={headingId}
      className="confirm"
    >
      <div className="stack">
        <Heading level={2} data-size="sm" id={headingId}>
          {t('explanation.title', { check })}
        </Heading>
        <FormFrame
          form={form}
          submitLabel={t('form.save')}
          cancel={
            <Button type="button" variant="secondary" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
          }
        >
          <SelectInput
            field={form.bind('reasonCode')}
            label={t('explanation.code')}
            empty={t('places.choose')}
            choices={REASON_CODES.map((code) => ({
              value: code,
              label: t(`explanation.${code}`),
            }))}
          />
          <ReasonInput field={form.bind('text')} label={t('explanation.text')} />
        </FormFrame>
      </div>
    </Dialog>
  );
}
