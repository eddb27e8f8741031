import { CopyButton } from './CopyButton.tsx';
import { hashGroups } from './hash-groups.ts';

/** A hash in groups for reading aloud, with a button that copies it whole. */
export function Hash({ value }: { readonly value: string }) {
  return (
    <span className="hash">
      <code className="hash-groups">
        {hashGroups(value).map((group, index) => (
          // Groups may repeat; their place is what tells them apart.
          <span key={index}>{group} </span>
        ))}
      </code>
      <CopyButton text={value} />
    </span>
  );
}

/** The first groups only, for tables; the whole hash is one page further. */
export function ShortHash({ value }: { readonly value: string }) {
  return <code title={value}>{hashGroups(value).slice(0, 2).join(' ')} …</code>;
}
