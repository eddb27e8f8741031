import {
  getDefinitionVersion,
  getElection,
  importCandidates,
  importCommissions,
  importGeography,
  startDefinitionVersion,
} from '@ovoz/contract';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { readImportFiles } from '../import-files.ts';
import { refusedLines, reportLines } from '../import-report.ts';
import { runCommand } from '../run-command.ts';
import { type Session, withServer, withSession } from '../sign-in.ts';
import type { Outcome, Terminal } from '../terminal.ts';
import { addImportProtocols } from './import-protocols.ts';

export const GEOGRAPHY_FILES = {
  'territories.csv': 'territories',
  'territory.csv': 'territories',
  'stations.csv': 'stations',
  'stations.geojson': 'stationsGeoJson',
  'districts.csv': 'districts',
} as const;
const COMMISSION_FILES = { 'commissions.csv': 'commissions', 'members.csv': 'members' } as const;
const CANDIDATE_FILES = { 'parties.csv': 'parties', 'candidates.csv': 'candidates' } as const;

export function addImport(program: Command): void {
  const group = program
    .command('import')
    .description('Imports files, all or nothing, with a report of what is wrong.');
  addGeography(group);
  addCommissions(group);
  addCandidates(group);
  addImportProtocols(group);
}

function addGeography(group: Command): void {
  withServer(
    group
      .command('geography')
      .description('Makes a draft version of a country’s territories, stations and districts.')
      .argument('<files...>', 'files, or a folder that holds them')
      .requiredOption('--country <code>', 'country pack, such as uzbekistan')
      .requiredOption('--reason <text>', 'why the geography changes; it is kept with the version')
      .option('--generated', 'the rows are invented'),
  )
    .addHelpText(
      'after',
      `
Files by their names: ${Object.keys(GEOGRAPHY_FILES).join(', ')}. A file that is left out
keeps the current content.

Example:
  npm run ovoz -- import geography stations.csv districts.csv --country uzbekistan \\
    --reason "Stations after the resolution of 21 November" --demo demo.central`,
    )
    .action((paths: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) => {
        const files = readImportFiles(paths, GEOGRAPHY_FILES);
        return withSession(command, (session) => sendGeography(command, terminal, session, files));
      }),
    );
}

async function sendGeography(
  command: Command,
  terminal: Terminal,
  session: Session,
  files: ReturnType<typeof readImportFiles<(typeof GEOGRAPHY_FILES)[keyof typeof GEOGRAPHY_FILES]>>,
): Promise<Outcome> {
  const { country, reason, generated } = command.opts<{
    country: string;
    reason: string;
    generated?: boolean;
  }>();
  saySending(terminal, files);
  const { report, version, importId } = await session.call(importGeography, {
    params: { pack: country },
    body: { reason, generated: generated === true, files },
  });
  const json = { importId, version, report };
  if (version === null) return { json, lines: refusedLines(report), exitCode: 1 };
  return {
    json,
    lines: [
      ...reportLines(report),
      `Version ${version} is a draft. Propose it to a second person with:`,
      `  npm run ovoz -- propose geography --country ${country} --version ${version} --reason "…"`,
    ],
  };
}

function addCommissions(group: Command): void {
  withServer(
    group
      .command('commissions')
      .description('Adds commissions and their members.')
      .argument('<files...>', 'commissions.csv and members.csv, or a folder that holds them')
      .requiredOption('--country <code>', 'country pack, such as uzbekistan')
      .requiredOption('--reason <text>', 'why; it is kept as evidence'),
  )
    .addHelpText(
      'after',
      `
Example:
  npm run ovoz -- import commissions /tmp/nation --country uzbekistan \\
    --reason "Resolution 14 of the central commission" --demo demo.central`,
    )
    .action((paths: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) => {
        const { country, reason } = command.opts<{ country: string; reason: string }>();
        const files = readImportFiles(paths, COMMISSION_FILES);
        return withSession(command, async (session) => {
          saySending(terminal, files);
          const answer = await session.call(importCommissions, {
            params: { pack: country },
            body: { reason, files },
          });
          const { report, applied } = answer;
          if (!applied) return { json: answer, lines: refusedLines(report), exitCode: 1 };
          return { json: answer, lines: [...reportLines(report), 'The rows were applied.'] };
        });
      }),
    );
}

function addCandidates(group: Command): void {
  withServer(
    group
      .command('candidates')
      .description('Replaces parties, lists and candidates of an election’s draft.')
      .argument('<files...>', 'parties.csv and candidates.csv, or a folder that holds them')
      .requiredOption('--election <code>', 'code of the election')
      .option('--reason <text>', 'opens a new draft for this reason when there is none')
      .option('--generated', 'the candidates are invented'),
  )
    .addHelpText(
      'after',
      `
Example:
  npm run ovoz -- import candidates /tmp/nation --election uzbekistan-2026-12-27-training \\
    --reason "Lists registered on 20 November" --generated --demo demo.central`,
    )
    .action((paths: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) => {
        const { parties, candidates } = readImportFiles(paths, CANDIDATE_FILES);
        if (parties === undefined || candidates === undefined) {
          throw new CommandFailure('file-not-found', 'Give both parties.csv and candidates.csv.');
        }
        return withSession(command, (session) =>
          sendCandidates(command, terminal, session, { parties, candidates }),
        );
      }),
    );
}

async function sendCandidates(
  command: Command,
  terminal: Terminal,
  session: Session,
  files: { readonly parties: string; readonly candidates: string },
): Promise<Outcome> {
  const { election, reason, generated } = command.opts<{
    election: string;
    reason?: string;
    generated?: boolean;
  }>();
  const version = await openDraft(session, election, reason);
  const params = { code: election, version: String(version) };
  const draft = await session.call(getDefinitionVersion, { params });
  saySending(terminal, files);
  const answer = await session.call(importCandidates, {
    params,
    body: { revision: draft.version.revision, generated: generated === true, files },
  });
  const json = { ...answer, version };
  if (!answer.applied) return { json, lines: refusedLines(answer.report), exitCode: 1 };
  return {
    json,
    lines: [
      ...reportLines(answer.report),
      `Version ${version} of the definition has them. Propose it to a second person with:`,
      `  npm run ovoz -- propose election --election ${election}`,
    ],
  };
}

/** The draft that is open, or a new one when a reason for it was given. */
async function openDraft(
  session: Session,
  code: string,
  reason: string | undefined,
): Promise<number> {
  const { election } = await session.call(getElection, { params: { code } });
  if (election.openVersion !== null) return election.openVersion.number;
  if (reason === undefined) {
    throw new CommandFailure(
      'version-not-draft',
      `${code} has no draft. Give --reason "…" to open one on top of the sealed definition.`,
    );
  }
  const { version } = await session.call(startDefinitionVersion, {
    params: { code },
    body: { reason },
  });
  return version;
}

function saySending(terminal: Terminal, files: Readonly<Record<string, string | undefined>>): void {
  const characters = Object.values(files).reduce((sum, text) => sum + (text?.length ?? 0), 0);
  terminal.step(`Sending ${Object.keys(files).join(', ')} (${Math.ceil(characters / 1000)} kB)`);
}
