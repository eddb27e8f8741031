import { listElections } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { SelectInput } from '../../forms/inputs.tsx';
import type { FieldBinding } from '../../forms/use-form.ts';
import { useMessages, useText } from '../../language.ts';
import { reading } from '../../server/reading.ts';

type Props = { readonly pack: string; readonly field: FieldBinding<string> };

/** One of the elections of the country whose definition is in force. */
export function ElectionInput({ pack, field }: Props) {
  const t = useMessages();
  const text = useText();
  const { data } = useQuery(reading(listElections, {}));
  const sealed = (data?.elections ?? []).filter(
    (election) => election.pack === pack && election.sealedVersion !== null,
  );
  return (
    <SelectInput
      field={field}
      label={t('requests.election')}
      empty={t('places.choose')}
      choices={sealed.map(({ code, title }) => ({ value: code, label: text(title) }))}
    />
  );
}
