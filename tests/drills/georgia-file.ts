import { present } from '@ovoz/basics';
import type { ProtocolContent } from '@ovoz/election-model';
import { parseColumnPlan } from '../../apps/cli/src/protocol-file/column-plan.ts';
import {
  csvLines,
  type FiledProtocol,
  readProtocols,
} from '../../apps/cli/src/protocol-file/read-protocols.ts';
import { DrillFailure } from './drill-failure.ts';
import { packText } from './drill-geography.ts';

const FILE = 'elections/2012-parliament-proportional-protocols.csv';
const COLUMNS = 'elections/2012-parliament-proportional-columns.json';

/** The rows of the published file, in their order, as the command line reads them. */
export function readGeorgianFile(): readonly FiledProtocol[] {
  const plan = parseColumnPlan(present(packText('georgia', COLUMNS), 'the pack has the plan'));
  const text = present(packText('georgia', FILE), 'the pack has the file');
  const { protocols, findings } = readProtocols(csvLines(text), plan);
  if (findings.length > 0)
    throw new DrillFailure(`The file is wrong: ${JSON.stringify(findings[0])}`);
  return protocols;
}

/** The figures of a row as the form and the ballot name them. */
export function contentOf({ values }: FiledProtocol): ProtocolContent {
  const part = (prefix: string) =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value] as const),
    );
  return { counts: part('counts.'), votes: part('votes.') };
}

/** The stations file with one station more: like the given one, under its own number. */
export function withStation(stations: string, like: string, number: string): string {
  const lines = stations.trimEnd().split('\n');
  const line = present(
    lines.find((one) => one.startsWith(`${like},`)),
    'the station is there',
  );
  return `${[...lines, number + line.slice(like.length)].join('\n')}\n`;
}
