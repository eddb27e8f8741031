import type { Result } from '@ovoz/basics';
import type { CallRefusal } from '@ovoz/client';
import type { FormError } from '@ovoz/ui';
import { useId, useRef, useState } from 'react';
import { useMessages } from '../language.ts';
import { explainFieldIn } from './field-reasons.ts';
import { fieldErrorsOf } from '../server/refusal.ts';

export type FormValues = Readonly<Record<string, string | boolean>>;

/** What is wrong, by field: a sentence for the person who fills the form. */
export type FormProblems<Values> = Partial<Record<keyof Values & string, string>>;

export type FieldBinding<Value> = {
  readonly id: string;
  readonly name: string;
  readonly value: Value;
  readonly set: (value: Value) => void;
  readonly error: string | undefined;
};

type Options<Values extends FormValues, Answer> = {
  readonly initial: Values;
  readonly check: (values: Values) => FormProblems<Values>;
  readonly send: (values: Values) => Promise<Result<Answer, CallRefusal> | null>;
  readonly onDone: (answer: Answer, values: Values) => void;
  /** Name of the form's field for a field of the request body: `files/stations` → `stations`. */
  readonly fieldOf?: (bodyField: string) => (keyof Values & string) | null;
  /** The field that a refusal code is about, so that its sentence stands there too. */
  readonly fieldOfCode?: (code: string) => (keyof Values & string) | null;
  readonly explainCode?: (refusal: CallRefusal) => string;
};

export type Form<Values extends FormValues> = {
  readonly values: Values;
  readonly bind: <Name extends keyof Values & string>(name: Name) => FieldBinding<Values[Name]>;
  /** Problems in the order of the fields, as they were when it was sent last. */
  readonly summary: readonly FormError[];
  readonly refusal: CallRefusal | null;
  readonly pending: boolean;
  /** Checks without sending. True when nothing is wrong. */
  readonly verify: () => boolean;
  readonly submit: (event?: { preventDefault: () => void }) => Promise<void>;
  readonly reset: (values: Values) => void;
  readonly change: (values: Partial<Values>) => void;
};

/** State of a form: values, what is wrong with them, and what the server said when it was sent. */
export function useForm<Values extends FormValues, Answer>(
  options: Options<Values, Answer>,
): Form<Values> {
  const explainField = explainFieldIn(useMessages());
  const prefix = useId();
  const [values, setValues] = useState(options.initial);
  const [problems, setProblems] = useState<FormProblems<Values>>({});
  const [summary, setSummary] = useState<readonly FormError[]>([]);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [pending, setPending] = useState(false);
  const underWay = useRef(false);
  const idOf = (name: string) => `${prefix}-${name}`;

  const show = (found: FormProblems<Values>) => {
    setProblems(found);
    setSummary(
      Object.keys(values).flatMap((name) => {
        const message = found[name];
        return message === undefined ? [] : [{ field: idOf(name), message }];
      }),
    );
  };
  const verify = () => {
    const found = options.check(values);
    show(found);
    return Object.keys(found).length === 0;
  };

  const submit = async (event?: { preventDefault: () => void }) => {
    event?.preventDefault();
    if (underWay.current) return;
    setRefusal(null);
    if (!verify()) return;
    underWay.current = true;
    setPending(true);
    const answer = await options.send(values);
    underWay.current = false;
    setPending(false);
    if (answer === null) return;
    if (answer.ok) return options.onDone(answer.value, values);
    show(problemsOf(answer.refusal, values, options, explainField));
    setRefusal(answer.refusal);
  };

  const change = (changed: Partial<Values>) => {
    setValues((before) => ({ ...before, ...changed }));
    setProblems((before) => without(before, Object.keys(changed)));
  };
  return {
    values,
    bind: (name) => ({
      id: idOf(name),
      name,
      value: values[name],
      set: (value) => change({ [name]: value } as unknown as Partial<Values>),
      error: problems[name],
    }),
    summary,
    refusal,
    pending,
    verify,
    submit,
    reset: (fresh) => {
      setValues(fresh);
      show({});
      setRefusal(null);
    },
    change,
  };
}

function problemsOf<Values extends FormValues, Answer>(
  refusal: CallRefusal,
  values: Values,
  options: Options<Values, Answer>,
  explainField: (reason: string) => string,
): FormProblems<Values> {
  const problems: Record<string, string> = {};
  for (const { field, reason } of fieldErrorsOf(refusal)) {
    const name = options.fieldOf?.(field) ?? plainName(field);
    if (name in values) problems[name] ??= explainField(reason);
  }
  const named = options.fieldOfCode?.(refusal.code) ?? null;
  if (named !== null && options.explainCode !== undefined) {
    problems[named] ??= options.explainCode(refusal);
  }
  return problems as FormProblems<Values>;
}

/** `/body/name` and `body.name` are the field `name`. */
function plainName(field: string): string {
  return field.split(/[/.]/).findLast((part) => part !== '') ?? field;
}

function without<Values>(problems: FormProblems<Values>, names: readonly string[]) {
  return Object.fromEntries(
    Object.entries(problems).filter(([name]) => !names.includes(name)),
  ) as FormProblems<Values>;
}
