import { Checkbox, Field, Label, Select, Textfield } from '@digdir/designsystemet-react';
import { type ReactNode, useId } from 'react';
import { useMessages, useTranslator } from '../language.ts';
import { isDay } from './check.ts';
import type { FieldBinding } from './use-form.ts';

type TextProps = {
  readonly field: FieldBinding<string>;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly optional?: boolean;
  readonly type?: 'text' | 'password' | 'date' | 'datetime-local' | 'search' | 'tel';
  readonly autoComplete?: string;
  readonly inputMode?: 'numeric' | 'text';
  readonly maxLength?: number;
  readonly lang?: string;
  readonly autoFocus?: boolean;
};

/** One line of text, with its label, hint and problem bound to it. */
export function TextInput({ field, label, hint, optional, type, lang, ...rest }: TextProps) {
  const t = useMessages();
  return (
    <Textfield
      {...rest}
      {...(lang === undefined ? {} : { lang })}
      id={field.id}
      name={field.name}
      type={type ?? 'text'}
      label={optional === true ? `${label} (${t('form.optional')})` : label}
      description={hint}
      value={field.value}
      onChange={(event) => field.set(event.currentTarget.value)}
      error={field.error}
      aria-required={optional !== true}
      className={type === 'date' || type === 'datetime-local' ? 'field-short' : 'field'}
    />
  );
}

/**
 * A day of the calendar, written out below: browsers show days in an order of their own, and 03/04 is
 * two different days.
 */
export function DateInput(props: Omit<TextProps, 'type'>) {
  const { day, weekday } = useTranslator();
  const { value } = props.field;
  return (
    <div className="date-input">
      <TextInput {...props} type="date" />
      {isDay(value) && (
        <p className="quiet" aria-live="polite">
          {day(value)} ({weekday(value)})
        </p>
      )}
    </div>
  );
}

/** Why something is done, for others to read. Kept in the evidence. */
export function ReasonInput({
  field,
  label,
}: {
  readonly field: FieldBinding<string>;
  readonly label?: string;
}) {
  const t = useMessages();
  return (
    <Textfield
      multiline
      id={field.id}
      name={field.name}
      rows={3}
      maxLength={1000}
      label={label ?? t('form.reason')}
      description={t('form.reason-hint')}
      value={field.value}
      onChange={(event) => field.set(event.currentTarget.value.replaceAll(/[\r\n\t]+/g, ' '))}
      error={field.error}
      aria-required
      className="field"
    />
  );
}

export type Choice = {
  readonly value: string;
  readonly label: string;
};

type SelectProps = {
  readonly field: FieldBinding<string>;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly choices: readonly Choice[];
  /** Shown for the empty value; left out when there must be a choice already. */
  readonly empty?: string;
  readonly optional?: boolean;
};

/** One of a few. */
export function SelectInput({ field, label, hint, choices, empty, optional }: SelectProps) {
  const t = useMessages();
  return (
    <Field className="field">
      <Label>{optional === true ? `${label} (${t('form.optional')})` : label}</Label>
      {hint !== undefined && <Field.Description>{hint}</Field.Description>}
      <Select
        id={field.id}
        name={field.name}
        value={field.value}
        onChange={(event) => field.set(event.currentTarget.value)}
        aria-invalid={field.error !== undefined}
      >
        {empty !== undefined && <Select.Option value="">{empty}</Select.Option>}
        {choices.map((choice) => (
          <Select.Option key={choice.value} value={choice.value}>
            {choice.label}
          </Select.Option>
        ))}
      </Select>
      <FieldProblem sentence={field.error} />
    </Field>
  );
}

/** A select outside of a form, that filters what stands below it. */
export function FilterSelect({
  label,
  value,
  onChange,
  choices,
  empty,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly Choice[];
  readonly empty?: string;
}) {
  const id = useId();
  return (
    <SelectInput
      field={{ id, name: id, value, set: onChange, error: undefined }}
      label={label}
      choices={choices}
      {...(empty === undefined ? {} : { empty })}
    />
  );
}

/** A search field outside of a form, that filters what stands below it. */
export function FilterSearch({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <Textfield
      id={id}
      type="search"
      label={label}
      value={value}
      maxLength={100}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
      className="field"
    />
  );
}

export function CheckInput({
  field,
  label,
  hint,
}: {
  readonly field: FieldBinding<boolean>;
  readonly label: string;
  readonly hint?: string;
}) {
  return (
    <Checkbox
      id={field.id}
      name={field.name}
      label={label}
      description={hint}
      checked={field.value}
      onChange={(event) => field.set(event.currentTarget.checked)}
      error={field.error}
    />
  );
}

/** A problem below a control that has no own place for it. */
export function FieldProblem({ sentence }: { readonly sentence: string | undefined }) {
  if (sentence === undefined) return null;
  return (
    <p className="ds-validation-message" data-field="validation">
      {sentence}
    </p>
  );
}
