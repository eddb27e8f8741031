import { useTranslator } from '../language.ts';
import { useCountedElection, useCountState } from './use-counted.ts';

/** In place of figures that nobody may see yet: until when, and by which clock. */
export function SealedNotice({ code }: { readonly code: string }) {
  const { t, dateTime } = useTranslator();
  const { definition } = useCountedElection(code);
  const count = useCountState(code);
  if (count === null) return null;
  return (
    <div className="sealed">
      <svg viewBox="0 0 24 24" width="40" height="40" aria-hidden="true">
        <rect x="4" y="10" width="16" height="11" rx="2" fill="currentColor" />
        <path d="M8 10V7a4 4 0 0 1 8 0v3" fill="none" stroke="currentColor" strokeWidth="2" />
      </svg>
      <p className="sealed-title">
        {t('sealed.until', { time: dateTime(count.releaseAt, definition.timeZone) })}
      </p>
      <p>{t('sealed.text')}</p>
      <p className="quiet">
        {t('sealed.now', { time: dateTime(count.legalTime, definition.timeZone) })} ·{' '}
        {definition.timeZone}
      </p>
    </div>
  );
}
