import { getElection, getPack } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMessages, useText } from '../../language.ts';
import { FOREVER, reading } from '../../server/reading.ts';
import { useMay } from '../../session/use-session.ts';

/**
 * Names of an election as the server writes them in proposals, in English, and in the language of the page:
 * contests, parties, rows of the forms. Empty until they are there, and for whom may not read the election.
 */
export function useElectionNames(code: string | undefined): ReadonlyMap<string, string> {
  const t = useMessages();
  const text = useText();
  const may = useMay();
  const election = useQuery({
    ...reading(getElection, { params: { code: code ?? '' } }),
    enabled: code !== undefined && may(getElection),
    retry: false,
  }).data;
  const pack = useQuery({
    ...reading(getPack, { params: { pack: election?.election.pack ?? '' } }),
    ...FOREVER,
    enabled: election !== undefined,
  }).data?.pack;
  return useMemo(() => {
    const names = new Map<string, string>();
    if (election === undefined) return names;
    const { title, contests, parties } = election.definition;
    names.set(election.election.code, text(title));
    for (const { code: contest, title: ofContest } of contests) {
      names.set(contest, text(ofContest)).set(ofContest.en, text(ofContest));
    }
    for (const { code: party, name } of parties) {
      names.set(party, text(name)).set(name.en, text(name));
    }
    for (const form of pack?.forms ?? []) {
      for (const { row, caption } of form.fields) {
        names.set(`${row} ${caption.en}`, `${row} ${text(caption)}`);
      }
    }
    return names.set('Against all', t('count.against-all'));
  }, [election, pack, text, t]);
}
