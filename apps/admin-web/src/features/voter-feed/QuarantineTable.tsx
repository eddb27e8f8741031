import { Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import {
  listQuarantine,
  openQuarantineLine,
  type QuarantineLine,
  resolveQuarantineLine,
} from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import type { QuarantineReason } from '@ovoz/voter-register';
import { useId, useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { ReasonInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { MoreButton } from '../../page/MoreButton.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { ReasonDialog } from '../../page/ReasonDialog.tsx';
import { usePages } from '../../page/use-pages.ts';
import { useAct } from '../../server/acting.ts';
import { RawText } from '../../values/RawText.tsx';

type Props = { readonly id: string; readonly reason: QuarantineReason | null };
type Act = { readonly kind: 'open' | 'resolve'; readonly line: QuarantineLine };

/** Lines that were set aside, one by one. What stands in one is shown for a purpose only. */
export function QuarantineTable({ id, reason }: Props) {
  const { t } = useTranslator();
  const [act, setAct] = useState<Act | null>(null);
  const { pages, error, more, isFetching } = usePages(listQuarantine, { id, reason }, (cursor) => ({
    params: { id },
    query: { ...(reason === null ? {} : { reason }), ...(cursor === undefined ? {} : { cursor }) },
  }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (pages === null) return <Loading />;
  const place = (line: QuarantineLine) =>
    t('quarantine.place', { file: line.file, line: line.line });
  return (
    <>
      <DataTable
        caption={t('quarantine.one-by-one')}
        stacked
        rows={pages.flatMap((page) => page.lines)}
        rowKey={({ file, line }) => `${file}:${line}`}
        columns={[
          { key: 'place', header: t('quarantine.line'), rowHeader: true, cell: place },
          {
            key: 'reason',
            header: t('quarantine.reason'),
            line: true,
            cell: (line) => (
              <>
                {t(`quarantine-reason.${line.reason}`)}
                {line.field !== null && <span className="quiet"> ({line.field})</span>}
              </>
            ),
          },
          {
            key: 'resolution',
            header: t('quarantine.resolution'),
            line: true,
            cell: ({ resolution }) => resolution ?? t('quarantine.still-open'),
          },
          {
            key: 'act',
            header: t('table.actions'),
            line: true,
            cell: (line) => (
              <>
                <Button
                  variant="tertiary"
                  data-size="sm"
                  aria-label={t('quarantine.look-one', { place: place(line) })}
                  onClick={() => setAct({ kind: 'open', line })}
                >
                  {t('quarantine.look')}
                </Button>
                {line.resolvedAt === null && (
                  <Button
                    variant="tertiary"
                    data-size="sm"
                    aria-label={t('quarantine.settle-one', { place: place(line) })}
                    onClick={() => setAct({ kind: 'resolve', line })}
                  >
                    {t('quarantine.settle')}
                  </Button>
                )}
              </>
            ),
          },
        ]}
      />
      <MoreButton more={more} isFetching={isFetching} />
      {act?.kind === 'open' && <OpenDialog id={id} line={act.line} onClose={() => setAct(null)} />}
      {act?.kind === 'resolve' && (
        <ResolveDialog id={id} line={act.line} onClose={() => setAct(null)} />
      )}
    </>
  );
}

type DialogProps = {
  readonly id: string;
  readonly line: QuarantineLine;
  readonly onClose: () => void;
};

function paramsOf(id: string, { file, line }: QuarantineLine) {
  return { id, file, line: String(line) };
}

/** Asks what for, and then shows the line until the dialog is closed; it is kept nowhere. */
function OpenDialog({ id, line, onClose }: DialogProps) {
  const { t } = useTranslator();
  const headingId = useId();
  const [text, setText] = useState<string | null>(null);
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
          {t('quarantine.place', { file: line.file, line: line.line })}
        </Heading>
        {text === null ? (
          <PurposeForm id={id} line={line} onClose={onClose} onShown={setText} />
        ) : (
          <RawText>{text}</RawText>
        )}
      </div>
    </Dialog>
  );
}

function PurposeForm({
  id,
  line,
  onClose,
  onShown,
}: DialogProps & { readonly onShown: (text: string) => void }) {
  const { t } = useTranslator();
  const act = useAct(openQuarantineLine);
  const checks = checksIn(t);
  const form = useForm({
    initial: { purpose: '' },
    check: ({ purpose }) => found({ purpose: checks.reason(purpose) }),
    send: ({ purpose }) =>
      act.run({ params: paramsOf(id, line), body: { purpose: purpose.trim() } }),
    onDone: ({ text }) => onShown(text),
  });
  return (
    <>
      <Paragraph>{t('quarantine.look-text')}</Paragraph>
      <FormFrame
        form={form}
        submitLabel={t('quarantine.look')}
        cancel={
          <Button type="button" variant="secondary" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
        }
      >
        <ReasonInput field={form.bind('purpose')} label={t('quarantine.purpose')} />
      </FormFrame>
    </>
  );
}

function ResolveDialog({ id, line, onClose }: DialogProps) {
  const { t } = useTranslator();
  const act = useAct(resolveQuarantineLine);
  return (
    <ReasonDialog
      title={t('quarantine.settle')}
      confirmLabel={t('quarantine.settle')}
      reasonLabel={t('quarantine.resolution')}
      onClose={onClose}
      send={(resolution) => act.run({ params: paramsOf(id, line), body: { resolution } })}
    >
      <Paragraph>{t('quarantine.settle-text')}</Paragraph>
    </ReasonDialog>
  );
}
