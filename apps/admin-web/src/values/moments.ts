import { useTranslator } from '../language.ts';

/** The zone of the person's own clock, for times of sessions, proposals and evidence. */
export const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Day and time of an instant on the person's own clock. Legal times name their zone instead. */
export function useOwnTime(): (instant: string) => string {
  const translator = useTranslator();
  return (instant) => translator.dateTime(instant, OWN_ZONE);
}
