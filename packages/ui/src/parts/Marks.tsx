import { useTranslator } from './TranslatorProvider.tsx';

/** Marks data that a program made for demonstration. */
export function GeneratedMark() {
  const { t } = useTranslator();
  return <span className="ov-generated">{t('generated.mark')}</span>;
}

/** When the numbers beside it were true, in the local time of the election. */
export function AsOf({
  instant,
  timeZone,
}: {
  readonly instant: string;
  readonly timeZone: string;
}) {
  const { t, dateTime } = useTranslator();
  return (
    <p className="ov-as-of">
      <time dateTime={instant}>{t('asOf', { time: dateTime(instant, timeZone) })}</time>
    </p>
  );
}

export type Credit = { readonly text: string; readonly licence: string };

/** Whose data a map shows, and under which licence. Stands beside every map. */
export function MapCredits({ credits }: { readonly credits: readonly Credit[] }) {
  const { t } = useTranslator();
  if (credits.length === 0) return null;
  return (
    <p className="ov-credits">
      {t('map.credits')}: {credits.map(({ text, licence }) => `${text} (${licence})`).join('; ')}
    </p>
  );
}
