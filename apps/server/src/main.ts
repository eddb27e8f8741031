import { readConfiguration } from './platform/configuration.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres.ts';
import { StartFailure } from './platform/failure.ts';
import { startServer } from './start-server.ts';

/** A stop that takes longer is no longer clean; the database recovers by its log. */
const STOP_LIMIT_MS = 15_000;

const colour = process.stdout.isTTY;
const bold = (text: string) => (colour ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text: string) => (colour ? `\u001b[2m${text}\u001b[0m` : text);

async function main(): Promise<void> {
  const configuration = readConfiguration(
    process.argv.slice(2),
    process.env,
    process.cwd(),
    colour,
  );
  const stopping = new AbortController();
  const server = await startServer(configuration, (step) => console.log(dim(`  ${step}`)));
  if (process.channel === undefined) printWelcome(server);
  const stop = (): void => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    console.log('\nStopping.');
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    server.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
}

function printWelcome(server: {
  publicAddress: string;
  adminAddress: string;
  demo: boolean;
}): void {
  const lines = server.demo
    ? [
        '',
        `${bold('Ovoz is running.')} This is a demonstration: no real people, no real vote.`,
        '',
        `  For everybody       ${bold(server.publicAddress)}`,
        `  For commissions     ${bold(server.adminAddress)}   one click per role`,
        `  For programmers     ${bold(`${server.publicAddress}api/docs/`)}`,
        '',
        'To try: sign in as a central member, change the geography or the election, and propose it;',
        'then sign in as the other central member and approve it under "Waiting for you".',
        '',
        'Stop with Ctrl+C. The next start takes seconds and finds everything again.',
      ]
    : [
        '',
        bold('Ovoz is running.'),
        `  For everybody       ${server.publicAddress}`,
        `  For commissions     ${server.adminAddress}`,
      ];
  console.log(lines.join('\n'));
}

function fail(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof StartFailure || error instanceof EmbeddedPostgresError) {
    console.error(`\nOvoz cannot start (${error.code}): ${error.message}`);
  } else {
    console.error('\nOvoz cannot start, because of a defect. Please report this:');
    console.error(error);
  }
  process.exit();
}

main().catch(fail);
