import type { ReactNode } from 'react';

/** Links between the parts of one thing. They are addresses of their own, so not ARIA tabs. */
export function SectionMenu({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <nav className="section-menu" aria-label={label}>
      {children}
    </nav>
  );
}
