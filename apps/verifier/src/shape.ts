/**
 * What a value must look like, in the fewest words: a check returns null when the value fits, else where it does
 * not (`.payload.version`). Nothing is coerced, and nothing is assumed that was not checked.
 */
export type Shape = (value: unknown) => string | null;

const FITS = null;
const MISFIT = '';

export const anything: Shape = () => FITS;
export const flag: Shape = (value) => (typeof value === 'boolean' ? FITS : MISFIT);
/** A whole number from the least on. */
export const whole =
  (least = 0): Shape =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least ? FITS : MISFIT;
/** A text, of a form where one is given. */
export const text =
  (form?: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && (form === undefined || form.test(value)) ? FITS : MISFIT;
export const oneOf =
  (...values: readonly (string | number)[]): Shape =>
  (value) =>
    values.includes(value as string) ? FITS : MISFIT;
export const nullable =
  (shape: Shape): Shape =>
  (value) =>
    value === null ? FITS : shape(value);
export const list =
  (shape: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return MISFIT;
    for (const [at, item] of value.entries()) {
      const fault = shape(item);
      if (fault !== null) return `[${at}]${fault}`;
    }
    return FITS;
  };
/** An object of any names, all of one shape. */
export const record =
  (shape: Shape): Shape =>
  (value) => {
    if (!isObject(value)) return MISFIT;
    for (const [name, member] of Object.entries(value)) {
      const fault = shape(member);
      if (fault !== null) return `.${name}${fault}`;
    }
    return FITS;
  };

type Members = Readonly<Record<string, Shape>>;

/** An object with at least these members; others are left alone. */
export const open =
  (members: Members): Shape =>
  (value) =>
    isObject(value) ? membersFault(members, value) : MISFIT;

/** An object with exactly these members; those of `may` may be left out. */
export const exact = (members: Members, may: Members = {}): Shape => {
  const known = new Set([...Object.keys(members), ...Object.keys(may)]);
  const optional = Object.entries(may);
  return (value) => {
    if (!isObject(value)) return MISFIT;
    for (const name in value) if (!known.has(name)) return `.${name}`;
    for (const [name, shape] of optional) {
      const fault = Object.hasOwn(value, name) ? shape(value[name]) : null;
      if (fault !== null) return `.${name}${fault}`;
    }
    return membersFault(members, value);
  };
};

function membersFault(members: Members, value: Record<string, unknown>): string | null {
  for (const name in members) {
    if (!Object.hasOwn(value, name)) return `.${name}`;
    const fault = members[name]?.(value[name]) ?? null;
    if (fault !== null) return `.${name}${fault}`;
  }
  return FITS;
}

/** One of several shapes. */
export const either =
  (...shapes: readonly Shape[]): Shape =>
  (value) => {
    const faults = shapes.map((shape) => shape(value));
    return faults.includes(null) ? FITS : (faults[0] ?? MISFIT);
  };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const hash = text(/^[0-9a-f]{64}$/);
export const instant = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
export const key32 = text(/^[A-Za-z0-9_-]{43}$/);
export const signature64 = text(/^[A-Za-z0-9_-]{86}$/);
