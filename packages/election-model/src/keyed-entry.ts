import { present } from '@ovoz/basics';
import type { ResultForm } from './result-form.ts';
import type { Count, OptionCode, ProtocolContent } from './result-protocol.ts';

/** What a person keyed, by name: `counts.ballots-valid`, `votes.list-41`. Null: the paper leaves it empty. */
export type KeyedValues = Readonly<Record<string, Count>>;

/** Names that a person keys from a paper, in its order: the counts of the form, then the votes of the options. */
export function fieldsToKey(
  form: Pick<ResultForm, 'fields'>,
  options: readonly OptionCode[],
): readonly string[] {
  return [
    ...form.fields.map(({ code }) => `counts.${code}`),
    ...options.map((option) => `votes.${option}`),
  ];
}

/** The figures of a protocol from what was keyed of the whole paper. */
export function contentOfKeyed(
  form: Pick<ResultForm, 'fields'>,
  options: readonly OptionCode[],
  values: KeyedValues,
): ProtocolContent {
  const keyed = (name: string): Count => {
    const value = values[name];
    return value === null ? null : present(value, `${name} was keyed`);
  };
  return {
    counts: Object.fromEntries(form.fields.map(({ code }) => [code, keyed(`counts.${code}`)])),
    votes: Object.fromEntries(options.map((option) => [option, keyed(`votes.${option}`)])),
  };
}

/**
 * What at least two of the people keyed alike, for each of the names, and the names on which no two agree.
 * A third person who keyed only some of the names decides about those.
 */
export function agreedValues(
  names: readonly string[],
  entries: readonly KeyedValues[],
): { readonly values: KeyedValues; readonly differing: readonly string[] } {
  const agreed = names.map((name) => {
    const keyed = entries.map((values) => values[name]).filter((value) => value !== undefined);
    return [name, keyed.find((value, index) => keyed.indexOf(value) < index)] as const;
  });
  return {
    values: Object.fromEntries(
      agreed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    differing: agreed.flatMap(([name, value]) => (value === undefined ? [name] : [])),
  };
}
