import type { ProposalWithContent } from '@ovoz/contract';
import { DefinitionList } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { Hash } from '../../values/Hash.tsx';
import { useOwnTime } from '../../values/moments.ts';
import { rowsInWords } from './content-rows.ts';
import { useElectionNames } from './use-election-names.ts';

/** The content of a proposal, in the order in which it should be read. */
export function ContentRows({ rows }: { readonly rows: ProposalWithContent['rows'] }) {
  const translator = useTranslator();
  const moment = useOwnTime();
  const names = useElectionNames(rows.find(({ label }) => label === 'Election')?.value);
  return (
    <DefinitionList
      items={rowsInWords(rows, { ...translator, moment, names }).map(({ label, values }) => ({
        term: label,
        description: <Values values={values} />,
      }))}
    />
  );
}

function Values({ values }: { readonly values: readonly string[] }) {
  const only = values[0] ?? '';
  if (values.length > 1) {
    return (
      <ul className="values">
        {values.map((value) => (
          <li key={value}>{value}</li>
        ))}
      </ul>
    );
  }
  return /^[0-9a-f]{64}$/.test(only) ? <Hash value={only} /> : only;
}
