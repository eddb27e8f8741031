import type { JsonValue } from '@ovoz/basics';

type JsonObject = { readonly [field: string]: JsonValue };

/** A field that differs between two records. */
export type FieldChange = {
  /** Name of the field; inside another, after a dot: `name.ru`. */
  readonly field: string;
  /** Null when the field was not there, or held nothing. */
  readonly before: JsonValue;
  readonly after: JsonValue;
};

/** The fields that differ, by name. Objects are compared field by field, lists as a whole. */
export function changedFields(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return fields.flatMap((field) => {
    const [old, now] = [before[field] ?? null, after[field] ?? null];
    if (isObject(old) && isObject(now)) {
      return changedFields(old, now).map((change) => ({
        ...change,
        field: `${field}.${change.field}`,
      }));
    }
    return isSameJson(old, now) ? [] : [{ field, before: old, after: now }];
  });
}

/** True when two JSON values are the same, whatever the order of their fields. */
export function isSameJson(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, index) => isSameJson(item, b[index] ?? null));
  }
  return isObject(a) && isObject(b) && changedFields(a, b).length === 0;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
