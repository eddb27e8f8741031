import { createHash } from 'node:crypto';
import { confirm, isCancel } from '@clack/prompts';
import {
  approveProposal,
  getElection,
  getDefinitionVersion,
  getProposal,
  listProposals,
  type Proposal,
  type ProposalWithContent,
  proposeDefinition,
  proposeGeographyVersion,
} from '@ovoz/contract';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { type Session, withServer, withSession } from '../sign-in.ts';
import { type Outcome, styled, table } from '../terminal.ts';

/** Everything that needs a second person. */
export function addApprovals(program: Command): void {
  const group = program.command('propose').description('Puts a draft before a second person.');
  addProposeGeography(group);
  addProposeElection(group);
  addProposals(program);
  addApprove(program);
}

function addProposeGeography(group: Command): void {
  withServer(
    group
      .command('geography')
      .description('Proposes a draft of a country’s geography.')
      .requiredOption('--country <code>', 'country pack, such as uzbekistan')
      .requiredOption('--version <number>', 'number of the draft')
      .requiredOption('--reason <text>', 'for the person who decides'),
  )
    .addHelpText(
      'after',
      `
Example:
  npm run ovoz -- propose geography --country uzbekistan --version 3 \\
    --reason "Checked against the resolution" --demo demo.central`,
    )
    .action((_options, command: Command) =>
      runCommand(command, () =>
        withSession(command, async (session) => {
          const { country, version, reason } = command.opts<Record<string, string>>();
          const { proposalId } = await session.call(proposeGeographyVersion, {
            params: { pack: country ?? '', version: version ?? '' },
            body: { reason: reason ?? '' },
          });
          return proposed(proposalId);
        }),
      ),
    );
}

function addProposeElection(group: Command): void {
  withServer(
    group
      .command('election')
      .description('Proposes the draft of an election’s definition to be sealed.')
      .requiredOption('--election <code>', 'code of the election'),
  )
    .addHelpText(
      'after',
      `
Example:
  npm run ovoz -- propose election --election uzbekistan-2026-12-27-training --demo demo.central`,
    )
    .action((_options, command: Command) =>
      runCommand(command, () =>
        withSession(command, (session) =>
          proposeElection(session, command.opts<{ election: string }>().election),
        ),
      ),
    );
}

async function proposeElection(session: Session, code: string): Promise<Outcome> {
  const { election } = await session.call(getElection, { params: { code } });
  if (election.openVersion === null) {
    throw new CommandFailure('version-not-draft', `${code} has no draft that could be proposed.`);
  }
  const params = { code, version: String(election.openVersion.number) };
  const { version } = await session.call(getDefinitionVersion, { params });
  const { proposalId } = await session.call(proposeDefinition, {
    params,
    body: { revision: version.revision },
  });
  return proposed(proposalId);
}

function proposed(proposalId: string): Outcome {
  return {
    json: { proposalId },
    lines: [
      'Proposed. A second person looks at it and decides with:',
      `  npm run ovoz -- approve ${proposalId}`,
    ],
  };
}

function addProposals(program: Command): void {
  withServer(
    program.command('proposals').description('Lists what waits for you, or that you wait for.'),
  )
    .addHelpText('after', '\nExample:\n  npm run ovoz -- proposals --demo demo.central2')
    .action((_options, command: Command) =>
      runCommand(command, () =>
        withSession(command, async (session) => {
          const { proposals } = await session.call(listProposals, { query: {} });
          return { json: { proposals }, lines: listLines(proposals) };
        }),
      ),
    );
}

function listLines(proposals: readonly Proposal[]): readonly string[] {
  if (proposals.length === 0) return ['Nothing waits.'];
  const rows = proposals.map(({ id, kind, subject, proposedBy, proposedAt, mayDecide }) => [
    mayDecide ? 'you decide' : 'a second person decides',
    kind,
    subject,
    proposedBy,
    proposedAt.slice(0, 16).replace('T', ' '),
    id,
  ]);
  return table(['', 'act', 'about', 'proposed by', 'since (UTC)', 'proposal'], rows);
}

function addApprove(program: Command): void {
  withServer(
    program
      .command('approve')
      .description('Shows what was proposed and, when you confirm it, approves exactly that.')
      .argument('<proposal>', 'id of the proposal, as proposals lists it')
      .option('--yes', 'approve without asking; the content is printed all the same'),
  )
    .addHelpText(
      'after',
      `
The hash is computed here from the content that the server sent, and the server approves only the
content with this hash.

Example:
  npm run ovoz -- approve 0d3c6f0e-5f0c-4f0e-9a8e-2f6f3c1b7a11 --demo demo.central2`,
    )
    .action((id: string, _options, command: Command) =>
      runCommand(command, () =>
        withSession(command, async (session) => {
          const shown = await session.call(getProposal, { params: { id } });
          requireHash(shown);
          const { json, yes } = command.optsWithGlobals<{ json?: boolean; yes?: boolean }>();
          const lines = contentLines(shown);
          if (yes !== true) await requireConfirmation(json === true, lines);
          const { contentHash } = shown.proposal;
          const { secret } = await session.call(approveProposal, {
            params: { id },
            body: { contentHash },
          });
          return approved(shown, secret, yes === true ? lines : []);
        }),
      ),
    );
}

/** What is shown must be what its hash says, whatever the server claims. */
function requireHash({ content, proposal }: ProposalWithContent): void {
  const hash = createHash('sha256').update(content).digest('hex');
  if (hash === proposal.contentHash) return;
  throw new CommandFailure(
    'content-changed',
    `The content has the SHA-256 ${hash} and not ${proposal.contentHash}, as the server says. Do not approve it.`,
  );
}

function contentLines({ proposal, rows, link }: ProposalWithContent): readonly string[] {
  return [
    `${styled('bold', proposal.subject)} (${proposal.kind})`,
    `Proposed by ${proposal.proposedBy} on ${proposal.proposedAt}: ${proposal.reason}`,
    ...rows.map(({ label, value }) => `  ${label}: ${value}`),
    ...(link === null ? [] : [`  In full: ${link}`]),
    `  SHA-256 of the content: ${proposal.contentHash}`,
  ];
}

async function requireConfirmation(json: boolean, lines: readonly string[]): Promise<void> {
  if (json || !process.stdin.isTTY) {
    throw new CommandFailure(
      'confirmation-missing',
      'There is nobody at a terminal to confirm it; give --yes.',
    );
  }
  console.error(lines.join('\n'));
  const answer = await confirm({
    message: 'Approve exactly this?',
    initialValue: false,
    output: process.stderr,
  });
  if (isCancel(answer) || !answer) {
    throw new CommandFailure('not-confirmed', 'It was not approved and waits as before.');
  }
}

function approved(
  { proposal }: ProposalWithContent,
  secret: string | null,
  shown: readonly string[],
): Outcome {
  return {
    json: { approved: proposal.id, contentHash: proposal.contentHash, secret },
    lines: [
      ...shown,
      'Approved; it is in effect.',
      ...(secret === null ? [] : [`Shown this once, for the person whom it concerns: ${secret}`]),
    ],
  };
}
