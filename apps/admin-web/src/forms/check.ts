import type { MessageKey } from '../language.ts';

/** Shortest reason that the contract takes: ten characters keep "x" and "ok" out. */
export const SHORTEST_REASON = 10;

type Translate = (key: MessageKey) => string;

/** Checks of single fields, each answering a sentence or undefined. */
export function checksIn(t: Translate) {
  return {
    required: (value: string) => (value.trim() === '' ? t('form.required') : undefined),
    reason: (value: string) =>
      value.trim().length < SHORTEST_REASON ? t('form.reason-too-short') : undefined,
    day: (value: string) => (isDay(value) ? undefined : t('form.day-missing')),
    code: (value: string) => (/^[0-9]{6}$/.test(value.trim()) ? undefined : t('form.code-six')),
    timeOfDay: (value: string) =>
      /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(value) ? undefined : t('form.time-shape'),
    slug: (value: string) =>
      /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) ? undefined : t('form.slug-shape'),
    username: (value: string) =>
      /^[a-z][a-z0-9.-]{2,39}$/.test(value) ? undefined : t('form.username-shape'),
    password: (value: string) => (value.length < 12 ? t('form.password-short') : undefined),
  };
}

/** True for a day that exists, `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** Drops fields without a problem. */
export function found<Name extends string>(
  problems: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, string>> {
  return Object.fromEntries(
    Object.entries(problems).filter(([, sentence]) => sentence !== undefined),
  ) as Partial<Record<Name, string>>;
}
