import {
  getCommission,
  getElection,
  getGeographyContent,
  getPack,
  listCommissions,
} from '@ovoz/contract';
import type { Commission, Membership } from '@ovoz/election-model';
import {
  candidatesCsv,
  commissionsCsv,
  districtsCsv,
  membersCsv,
  partiesCsv,
  stationsCsv,
  territoriesCsv,
} from '@ovoz/synthetic-nation';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { type Session, withServer, withSession } from '../sign-in.ts';
import type { Terminal } from '../terminal.ts';
import { writeFiles } from '../write-files.ts';

type Files = Readonly<Record<string, string>>;

export function addExport(program: Command): void {
  const group = program
    .command('export')
    .description('Writes what the server has as files that the import takes again.');
  addPart(group, 'geography', '--country', 'territories.csv, stations.csv, districts.csv')
    .option('--version <number>', 'a version other than the current one')
    .action(exporting(exportGeography));
  addPart(group, 'commissions', '--country', 'commissions.csv, members.csv').action(
    exporting(exportCommissions),
  );
  addPart(group, 'candidates', '--election', 'parties.csv, candidates.csv').action(
    exporting(exportCandidates),
  );
  addPart(group, 'election', '--election', 'definition.json, calendar.json').action(
    exporting(exportElection),
  );
}

function addPart(group: Command, what: string, key: string, files: string): Command {
  const example = key === '--country' ? 'uzbekistan' : 'uzbekistan-2026-12-27-training';
  const subject = key === '--country' ? 'country pack' : 'code of the election';
  return withServer(
    group
      .command(what)
      .description(`Writes ${files}.`)
      .requiredOption(`${key} <code>`, `${subject}, such as ${example}`)
      .requiredOption('--out <folder>', 'folder for the files; existing ones are not replaced'),
  ).addHelpText(
    'after',
    `\nExample:\n  npm run ovoz -- export ${what} ${key} ${example} --out /tmp/export --demo demo.central`,
  );
}

function exporting(
  read: (
    session: Session,
    options: Readonly<Record<string, string>>,
    terminal: Terminal,
  ) => Promise<Files>,
) {
  return (_options: unknown, command: Command) =>
    runCommand(command, async (terminal) => {
      const options = command.opts<Record<string, string>>();
      const files = await withSession(command, (session) => read(session, options, terminal));
      return writeFiles(options['out'] ?? '', withRows(files));
    });
}

/** The import takes no table without rows; it keeps what it has where a file is left out. */
function withRows(files: Files): Files {
  const filled = Object.entries(files).filter(([, text]) => text.trimEnd().includes('\n'));
  if (filled.length > 0) return Object.fromEntries(filled);
  throw new CommandFailure('nothing-to-export', 'There are no rows to export.');
}

async function exportGeography(
  session: Session,
  { country = '', version }: Readonly<Record<string, string>>,
): Promise<Files> {
  const params = { pack: country };
  const language = await mainLanguage(session, country);
  const geography = await session.call(getGeographyContent, {
    params,
    query: version === undefined ? {} : { version },
  });
  return {
    'territories.csv': territoriesCsv(geography.territories, language),
    'stations.csv': stationsCsv(geography.stations, geography.memberships, language),
    'districts.csv': districtsCsv(geography.districts, language),
  };
}

async function exportCommissions(
  session: Session,
  { country = '' }: Readonly<Record<string, string>>,
  terminal: Terminal,
): Promise<Files> {
  const language = await mainLanguage(session, country);
  const commissions: Commission[] = [];
  const members: Membership[] = [];
  let after: string | null = null;
  do {
    const query: { after?: string } = after === null ? {} : { after };
    const page = await session.call(listCommissions, { params: { pack: country }, query });
    for (const { commission } of page.commissions) {
      terminal.progress(commissions.length, page.total, commission.code);
      const { code } = commission;
      const whole = await session.call(getCommission, { params: { pack: country, code } });
      commissions.push(whole.commission);
      members.push(...whole.memberships.map(({ membership }) => membership));
    }
    after = page.next;
  } while (after !== null);
  return {
    'commissions.csv': commissionsCsv(commissions, language),
    'members.csv': membersCsv(members),
  };
}

async function exportCandidates(
  session: Session,
  { election = '' }: Readonly<Record<string, string>>,
): Promise<Files> {
  const { definition } = await session.call(getElection, { params: { code: election } });
  const language = await mainLanguage(session, definition.pack.code);
  return {
    'parties.csv': partiesCsv(definition.parties, language),
    'candidates.csv': candidatesCsv(definition.ballots),
  };
}

async function exportElection(
  session: Session,
  { election = '' }: Readonly<Record<string, string>>,
): Promise<Files> {
  const { definition, calendar } = await session.call(getElection, { params: { code: election } });
  return {
    'definition.json': `${JSON.stringify(definition, null, 2)}\n`,
    'calendar.json': `${JSON.stringify(calendar, null, 2)}\n`,
  };
}

/** Columns named `…_local` hold the pack's first language. */
async function mainLanguage(session: Session, country: string): Promise<string> {
  const { pack } = await session.call(getPack, { params: { pack: country } });
  return pack.languages[0]?.tag ?? 'en';
}
