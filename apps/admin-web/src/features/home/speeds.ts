import { useTranslator } from '../../language.ts';

/** Speeds that the form offers: stands still, real time, an hour a minute, a day a minute. */
export const SPEEDS = [0, 1, 60, 1440] as const;

/** A speed in words. */
export function useSpeedName(): (speed: number) => string {
  const { t, number } = useTranslator();
  return (speed) => {
    if (speed === 0) return t('clock.speed-stands');
    if (speed === 1) return t('clock.speed-real');
    if (speed === 60) return t('clock.speed-hour');
    if (speed === 1440) return t('clock.speed-day');
    return t('clock.speed-times', { times: number(speed) });
  };
}
