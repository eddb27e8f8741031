import type { ProposalWithContent } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useMessages } from '../../language.ts';
import { rowInWords } from './content-rows.ts';

/** The content of a proposal, in the order in which it should be read. */
export function ContentRows({ rows }: { readonly rows: ProposalWithContent['rows'] }) {
  const t = useMessages();
  return (
    <DefinitionList
      items={rows.map((row) => {
        const { label, value } = rowInWords(row, t);
        return { term: label, description: value };
      })}
    />
  );
}
