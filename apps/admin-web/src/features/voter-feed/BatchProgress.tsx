import type { RegisterBatch } from '@ovoz/contract';
import { LOAD_STEPS } from '@ovoz/voter-register';
import { useTranslator } from '../../language.ts';

type Props = { readonly batch: Pick<RegisterBatch, 'status' | 'step' | 'progress' | 'sequence'> };

/** What is done with a batch now, as a bar and in per cent; nothing once it has ended. */
export function BatchProgress({ batch }: Props) {
  const { t, percent } = useTranslator();
  const { status, step, progress, sequence } = batch;
  if (status !== 'arriving' && status !== 'loading') return null;
  const known = LOAD_STEPS.find((one) => one === step);
  const label = known === undefined ? t('feed.files-arriving') : t(`load-step.${known}`);
  return (
    <div className="batch-progress">
      <span>
        {label}: {percent(progress, 1000)}
      </span>
      <progress
        value={progress}
        max={1000}
        aria-label={t('feed.progress-of', { sequence, step: label })}
      />
    </div>
  );
}

/** A batch that moves is looked at often enough to see it move. */
export const LOOK_EVERY_MS = 2000;

export function isMoving({ status }: Pick<RegisterBatch, 'status'>): boolean {
  return status === 'arriving' || status === 'received' || status === 'loading';
}
