import { type CountAt, stepsOf } from '../../counting/per-minute.ts';
import { useTranslator } from '../../language.ts';
import { OWN_ZONE } from '../../values/moments.ts';

const HEIGHT = 60;
const STEP = 10;

/** Protocols accepted in each minute of the last hour, as columns. */
export function MinuteChart({ points }: { readonly points: readonly CountAt[] }) {
  const { t, number, time } = useTranslator();
  const steps = stepsOf(points);
  const most = Math.max(1, ...steps.map(({ count }) => count));
  const [first, last] = [steps[0], steps.at(-1)];
  if (first === undefined || last === undefined) return null;
  const sum = steps.reduce((all, { count }) => all + count, 0);
  return (
    <figure className="minute-chart">
      <figcaption>{t('follow.per-minute', { sum, most })}</figcaption>
      <svg
        viewBox={`0 0 ${steps.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('follow.per-minute', { sum, most })}
      >
        {steps.map(({ at, count }, index) => {
          const height = (count * HEIGHT) / most;
          return (
            <rect
              key={at}
              x={index * STEP + 1}
              width={STEP - 2}
              y={HEIGHT - height}
              height={height}
            >
              <title>{`${time(at, OWN_ZONE)}: ${number(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <p className="minute-ends" aria-hidden="true">
        <span>{time(first.at, OWN_ZONE)}</span>
        <span>{time(last.at, OWN_ZONE)}</span>
      </p>
    </figure>
  );
}
