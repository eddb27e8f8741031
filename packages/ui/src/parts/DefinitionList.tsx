import type { ReactNode } from 'react';

export type Definition = { readonly term: string; readonly description: ReactNode };

/** Facts about one thing: what, and its value. */
export function DefinitionList({ items }: { readonly items: readonly Definition[] }) {
  return (
    <dl className="ov-definitions">
      {items.flatMap(({ term, description }) => [
        <dt key={`${term} term`}>{term}</dt>,
        <dd key={term}>{description}</dd>,
      ])}
    </dl>
  );
}
