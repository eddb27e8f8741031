import type { ReactNode } from 'react';

type Props = { readonly title: string; readonly children?: ReactNode };

/** Shown where a list would be: why it is empty, and what to do next. */
export function EmptyState({ title, children }: Props) {
  return (
    <div className="ov-empty">
      <p className="ov-empty__title">{title}</p>
      {children}
    </div>
  );
}
