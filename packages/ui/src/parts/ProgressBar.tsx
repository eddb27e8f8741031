import { useId } from 'react';
import { useTranslator } from './TranslatorProvider.tsx';

type Props = { readonly label: string; readonly done: number; readonly total: number };

/** How far long work has come, as a bar and in numbers. */
export function ProgressBar({ label, done, total }: Props) {
  const { t } = useTranslator();
  const id = useId();
  return (
    <div className="ov-progress">
      <label htmlFor={id}>{label}</label>
      <span>{t('progress.of', { done, total })}</span>
      <progress id={id} value={done} max={Math.max(total, 1)} />
    </div>
  );
}
