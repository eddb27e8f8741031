import { useEffect, useId, useRef } from 'react';
import { useTranslator } from './TranslatorProvider.tsx';

export type FormError = {
  readonly message: string;
  /** Id of the field that it is about; none when it is about the whole form. */
  readonly field?: string;
};

/** What has to be corrected in a form, with links to the fields. Takes the focus when it appears. */
export function ErrorSummary({ errors }: { readonly errors: readonly FormError[] }) {
  const { t } = useTranslator();
  const titleId = useId();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div className="ov-errors" role="alert" aria-labelledby={titleId} tabIndex={-1} ref={box}>
      <h2 id={titleId}>{t('errors.title')}</h2>
      <ul>
        {errors.map(({ message, field }) => (
          <li key={`${field ?? ''} ${message}`}>
            {field === undefined ? message : <a href={`#${field}`}>{message}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}
