import { Button, Field, Input, Label } from '@digdir/designsystemet-react';
import { useRef } from 'react';
import { FieldProblem } from '../forms/inputs.tsx';
import { useTranslator } from '../language.ts';

export type FileBinding = {
  readonly id: string;
  readonly file: File | null;
  readonly set: (file: File | null) => void;
  readonly error: string | undefined;
};

type Props = {
  readonly field: FileBinding;
  readonly label: string;
  readonly hint: string;
  readonly accept: string;
};

/** Chooses one file; its size is said, and it can be taken away again. */
export function FileInput({ field, label, hint, accept }: Props) {
  const { t, number } = useTranslator();
  const input = useRef<HTMLInputElement>(null);
  const takeAway = () => {
    if (input.current !== null) input.current.value = '';
    field.set(null);
  };
  return (
    <Field className="field">
      <Label>{label}</Label>
      <Field.Description>{hint}</Field.Description>
      <Input
        ref={input}
        id={field.id}
        type="file"
        accept={accept}
        aria-invalid={field.error !== undefined}
        onChange={(event) => field.set(event.currentTarget.files?.[0] ?? null)}
      />
      {field.file !== null && (
        <p className="quiet file-chosen">
          {t('file.size', { size: number(Math.max(1, Math.round(field.file.size / 1024))) })}{' '}
          <Button type="button" variant="tertiary" data-size="sm" onClick={takeAway}>
            {t('file.take-away')}
          </Button>
        </p>
      )}
      <FieldProblem sentence={field.error} />
    </Field>
  );
}
