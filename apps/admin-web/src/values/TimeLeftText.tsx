import { useMessages } from '../language.ts';
import { timeLeft } from './time-left.ts';

/** Words for the distance to an instant. */
export function useTimeLeft(): (ms: number) => string {
  const t = useMessages();
  return (ms) => {
    const left = timeLeft(ms);
    const length =
      left.unit === 'days'
        ? t('time.days-hours', { days: left.days, hours: left.hours })
        : left.unit === 'hours'
          ? t('time.hours-minutes', { hours: left.hours, minutes: left.minutes })
          : t('time.minutes', { minutes: left.minutes });
    return ms < 0 ? t('time.ago', { length }) : t('time.in', { length });
  };
}
