import { Button, Paragraph } from '@digdir/designsystemet-react';
import { listTerritories, proposePrint } from '@ovoz/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { checksIn, found } from '../../forms/check.ts';
import { ReasonInput, SelectInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages, useText } from '../../language.ts';
import { FormDialog } from '../../page/FormDialog.tsx';
import { usePack } from '../../places/use-pack.ts';
import { useAct } from '../../server/acting.ts';
import { reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';

/** Asks a second person for the printed rolls of all stations of a territory. */
export function PrintDialog({ code }: { readonly code: string }) {
  const t = useMessages();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('rolls.print')}</Button>
      {isOpen && <AskForPrint code={code} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskForPrint({ code, onClose }: { readonly code: string; readonly onClose: () => void }) {
  const t = useMessages();
  const text = useText();
  const navigate = useNavigate();
  const { pack: packCode } = useParams({ from: '/shell/voters/$pack' });
  const pack = usePack(packCode);
  const may = useMay();
  const { territories: all } = useSuspenseQuery(
    reading(listTerritories, { params: { pack: packCode }, query: {} }),
  ).data;
  // The first is the widest of the own ones: a territorial commission prints its territory, not the country.
  const territories = all.filter(({ territory }) => may(proposePrint, territory.path));
  const act = useAct(proposePrint);
  const checks = checksIn(t);
  const form = useForm({
    initial: {
      territoryPath: territories[0]?.territory.path ?? '',
      language: pack.languages[0]?.tag ?? 'en',
      reason: '',
    },
    check: ({ reason }) => found({ reason: checks.reason(reason) }),
    send: ({ territoryPath, language, reason }) =>
      act.run({ params: { code }, body: { territoryPath, language, reason: reason.trim() } }),
    onDone: ({ proposalId }) => void navigate({ to: '/waiting/$id', params: { id: proposalId } }),
  });
  return (
    <FormDialog
      title={t('rolls.print')}
      submitLabel={t('protocol.propose')}
      explanation={<Paragraph>{t('rolls.print-text')}</Paragraph>}
      form={form}
      onClose={onClose}
    >
      <SelectInput
        field={form.bind('territoryPath')}
        label={t('geography.territory')}
        choices={territories.map(({ territory }) => ({
          value: territory.path,
          label: text(territory.name),
        }))}
      />
      <SelectInput
        field={form.bind('language')}
        label={t('rolls.language')}
        choices={pack.languages.map(({ tag, name }) => ({ value: tag, label: name }))}
      />
      <ReasonInput field={form.bind('reason')} />
    </FormDialog>
  );
}
