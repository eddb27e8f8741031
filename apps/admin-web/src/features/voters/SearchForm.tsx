import {
  type AnswerOf,
  type BodyOf,
  LOOKUP_PURPOSES,
  type LookupPurpose,
  searchVoters,
} from '@ovoz/contract';
import { found } from '../../forms/check.ts';
import { FormFrame } from '../../forms/FormFrame.tsx';
import { DateInput, SelectInput, TextInput } from '../../forms/inputs.tsx';
import { useForm } from '../../forms/use-form.ts';
import { useMessages } from '../../language.ts';
import { useAct } from '../../server/acting.ts';

type Asked = BodyOf<typeof searchVoters>;
type Props = {
  readonly pack: string;
  readonly onFound: (
    answer: AnswerOf<typeof searchVoters>,
    purpose: Pick<Asked, 'purpose' | 'words'>,
  ) => void;
};

/** Letters of a name that the server wants at least. */
const LEAST_LETTERS = 3;

/** What is known of the person, and what it is wanted for. */
export function SearchForm({ pack, onFound }: Props) {
  const t = useMessages();
  const act = useAct(searchVoters);
  const form = useForm({
    initial: { name: '', born: '', nationalNumber: '', purpose: 'voter-asks', words: '' },
    check: ({ name, nationalNumber, purpose, words }) =>
      found({
        name:
          name.trim().length < LEAST_LETTERS && nationalNumber.trim() === ''
            ? t('voters.name-or-number')
            : undefined,
        words: purpose === 'other' && words.trim() === '' ? t('form.required') : undefined,
      }),
    send: (values) => act.run({ params: { pack }, body: askedOf(values) }),
    onDone: (answer, { purpose, words }) =>
      onFound(answer, { purpose: purpose as LookupPurpose, words: words.trim() }),
  });
  return (
    <FormFrame form={form} submitLabel={t('voters.look-up')}>
      <TextInput
        field={form.bind('name')}
        label={t('voters.name')}
        hint={t('voters.name-hint')}
        maxLength={200}
        autoComplete="off"
      />
      <DateInput field={form.bind('born')} label={t('voters.birth-date')} optional />
      <TextInput
        field={form.bind('nationalNumber')}
        label={t('voters.national-number')}
        optional
        maxLength={40}
        autoComplete="off"
      />
      <SelectInput
        field={form.bind('purpose')}
        label={t('voters.purpose')}
        hint={t('voters.purpose-hint')}
        choices={LOOKUP_PURPOSES.map((value) => ({ value, label: t(`lookup-purpose.${value}`) }))}
      />
      <TextInput
        field={form.bind('words')}
        label={t('voters.purpose-words')}
        optional
        maxLength={300}
      />
    </FormFrame>
  );
}

function askedOf(
  values: Record<'name' | 'born' | 'nationalNumber' | 'purpose' | 'words', string>,
): Asked {
  const { name, born, nationalNumber, purpose, words } = values;
  return {
    purpose: purpose as LookupPurpose,
    words: words.trim(),
    ...(nationalNumber.trim() === ''
      ? { name: name.trim() }
      : { nationalNumber: nationalNumber.trim() }),
    ...(born === '' ? {} : { birthDate: born }),
  };
}
