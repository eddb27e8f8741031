import type { JsonValue } from '@ovoz/basics';
import { changedFields, type FieldChange } from './field-diff.ts';
import type { LocalizedText } from './text.ts';

export type DiffItem = { readonly key: string; readonly name: LocalizedText };
export type ChangedItem = DiffItem & { readonly fields: readonly FieldChange[] };

/** What came, went and changed among items that have a key, each in the order in which it was given. */
export type ItemDiff = {
  readonly added: readonly DiffItem[];
  readonly removed: readonly DiffItem[];
  readonly changed: readonly ChangedItem[];
};

/** Something to compare: its key, the name that people know it by, and the fields that may differ. */
export type Comparable = DiffItem & { readonly fields: { readonly [field: string]: JsonValue } };

/** The difference of two lists of items with unique keys. */
export function diffItems(before: readonly Comparable[], after: readonly Comparable[]): ItemDiff {
  const old = new Map(before.map((item) => [item.key, item]));
  const now = new Map(after.map((item) => [item.key, item]));
  const listed = ({ key, name }: Comparable): DiffItem => ({ key, name });
  return {
    added: after.filter((item) => !old.has(item.key)).map(listed),
    removed: before.filter((item) => !now.has(item.key)).map(listed),
    changed: after.flatMap((item) => {
      const earlier = old.get(item.key);
      const fields = earlier === undefined ? [] : changedFields(earlier.fields, item.fields);
      return fields.length === 0 ? [] : [{ ...listed(item), fields }];
    }),
  };
}
