import { readFileSync } from 'node:fs';
import { listRegisterBatches, type RegisterBatch, sendChecksums } from '@ovoz/contract';
import { checksumsMessage, parseChecksums } from '@ovoz/voter-register';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { readSignedFolder } from '../register/batch-folder.ts';
import { followBatch, sendBatch } from '../register/send-batch.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { type Session, withServer, withSession } from '../sign-in.ts';
import { inGroups, makeDeviceKey, readDeviceKey } from '../station/device-key.ts';
import type { Outcome, Terminal } from '../terminal.ts';
import { addRegisterSign } from './register-sign.ts';

/** What a civil or address register runs to bring its batches. */
export function addRegister(program: Command): void {
  const group = program
    .command('register')
    .description('Brings the signed batches of a register to the voter list.');
  addKeygen(group);
  addRegisterSign(group);
  addPush(group);
  addStatus(group);
  addCompare(group);
}

function addKeygen(group: Command): void {
  group
    .command('keygen')
    .description('Makes the key of a register, which two people of the commission register.')
    .requiredOption(
      '--key <file>',
      'where the private key is written, readable by this account only',
    )
    .action((_options, command: Command) =>
      runCommand(command, async () => {
        const path = fromWhereCalled(command.opts<{ key: string }>().key);
        if (!makeDeviceKey(path)) {
          throw new CommandFailure('file-exists', `${path} is there already.`);
        }
        const { publicKey, fingerprint } = readDeviceKey(path);
        return {
          json: { publicKey, fingerprint },
          lines: [
            `Public key:  ${publicKey}`,
            `Fingerprint: ${inGroups(fingerprint)}`,
            'Bring the key to the commission, and read the fingerprint to both people who register it.',
          ],
        };
      }),
    );
}

function addPush(group: Command): void {
  withServer(
    group
      .command('push')
      .description(
        'Sends signed batches, one after the other; what was sent already is not sent again.',
      )
      .argument('<folders...>', 'folders of the batches, in their order')
      .option('--no-wait', 'end when the last is sent, not when it is loaded'),
  )
    .addHelpText(
      'after',
      `
A line that breaks is no matter: the same command goes on where it stopped. Exit code 1 when a batch is
held for two people or refused.

Example:
  npm run ovoz -- register push nation/address-1 nation/civil-1 --demo demo.supplier`,
    )
    .action((folders: readonly string[], _options, command: Command) =>
      runCommand(command, (terminal) => {
        const isFollowed = command.opts<{ wait: boolean }>().wait;
        return withSession(command, (session) => push(session, terminal, folders, isFollowed));
      }),
    );
}

async function push(
  session: Session,
  terminal: Terminal,
  folders: readonly string[],
  isFollowed: boolean,
): Promise<Outcome> {
  const batches: object[] = [];
  const lines: string[] = [];
  for (const [index, folder] of folders.entries()) {
    const signed = readSignedFolder(fromWhereCalled(folder));
    terminal.step(`Batch ${signed.manifest.sequence} of the ${signed.manifest.register} register`);
    const sent = await sendBatch(session, terminal, signed);
    // The next one is taken when this one is applied.
    if (!isFollowed && index === folders.length - 1) {
      batches.push(sent);
      lines.push(`${folder}: sent, ${sent.status}`);
      break;
    }
    const { batch, report } = await followBatch(session, terminal, sent.id);
    batches.push({ ...batch, report });
    lines.push(
      `${folder}: ${batch.status}${report === null ? '' : `, ${outcomeLine(report.outcomes)}`}`,
    );
    if (batch.status !== 'applied') {
      if (batch.refusal !== null) lines.push(`Refused: ${batch.refusal}`);
      return { json: { batches }, lines, exitCode: 1 };
    }
  }
  return { json: { batches }, lines };
}

function outcomeLine(outcomes: Readonly<Record<string, number>>): string {
  return Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `${count.toLocaleString('en')} ${outcome}`)
    .join(', ');
}

function withCountry(command: Command): Command {
  return withServer(command.requiredOption('--country <code>', 'country pack, such as uzbekistan'));
}

function addStatus(group: Command): void {
  withCountry(
    group.command('status').description('Shows the newest batches and how far each has come.'),
  ).action((_options, command: Command) =>
    runCommand(command, () =>
      withSession(command, async (session) => {
        const pack = command.opts<{ country: string }>().country;
        const answer = await session.call(listRegisterBatches, { params: { pack }, query: {} });
        const { feeds, batches } = answer;
        const overdue = feeds.filter(({ isOverdue }) => isOverdue);
        return {
          json: { feeds, batches },
          lines: [
            ...batches.map(statusLine),
            ...(batches.length === 0 ? ['No batch has come yet.'] : []),
            ...overdue.map(
              ({ register }) => `The ${register} register has not been compared for a week.`,
            ),
          ],
        };
      }),
    ),
  );
}

function statusLine({
  register,
  sequence,
  kind,
  status,
  step,
  progress,
  rows,
  refusal,
}: RegisterBatch) {
  const isMoving = status === 'loading' || status === 'arriving';
  const how = isMoving ? ` ${step ?? ''} ${Math.floor(progress / 10)} %` : '';
  const why = refusal === null ? '' : `: ${refusal}`;
  return `${register} ${sequence}, ${kind}, ${rows.toLocaleString('en')} rows: ${status}${how}${why}`;
}

function addCompare(group: Command): void {
  withServer(
    group
      .command('compare')
      .description('Signs checksums of the register per district and has them compared.')
      .argument('<file>', 'checksums.json, as docs/guides/register-feed.md describes it')
      .requiredOption('--key <file>', 'private key of the register'),
  ).action((file: string, _options, command: Command) =>
    runCommand(command, () => {
      const key = readDeviceKey(fromWhereCalled(command.opts<{ key: string }>().key));
      const text = readFileSync(fromWhereCalled(file), 'utf8');
      const checksums = parseChecksums(text);
      if (!checksums.ok) {
        throw new CommandFailure(checksums.refusal, `${file} holds no canonical checksums.`);
      }
      const signature = Buffer.from(key.sign(checksumsMessage(Buffer.from(text))));
      return withSession(command, async (session) => {
        const { reconciliation } = await session.call(sendChecksums, {
          params: { pack: checksums.value.pack },
          body: { checksums: text, signature: signature.toString('base64') },
        });
        return {
          json: { reconciliation },
          lines: ['The checksums are here; the page of the voter list shows what differs.'],
        };
      });
    }),
  );
}
