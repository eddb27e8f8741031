import type { FieldBinding } from '../../forms/use-form.ts';
import { TextInput } from '../../forms/inputs.tsx';
import { useTranslator } from '../../language.ts';

type Props = {
  readonly bind: (field: `title.${string}`) => FieldBinding<string>;
  readonly tags: readonly string[];
};

/** The title in each language; only English must be there. */
export function TitleFields({ bind, tags }: Props) {
  const { t, languageName } = useTranslator();
  return tags.map((tag) => (
    <TextInput
      key={tag}
      field={bind(`title.${tag}`)}
      label={t('election.title-in', { language: languageName(tag) })}
      lang={tag}
      optional={tag !== 'en'}
      maxLength={300}
    />
  ));
}
