import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs a command to its end and keeps what it prints.
 * @param {string[]} line program and arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number }} [options]
 * @returns {Promise<{ exitCode: number, output: string }>} standard output and errors together
 */
export function runQuietly(line, { cwd, env, limitMs } = {}) {
  const child = spawn(String(line[0]), line.slice(1), {
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(limitMs === undefined ? {} : { timeout: limitMs }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    /** @param {number} exitCode @param {string} [remark] */
    const end = (exitCode, remark = '') => {
      running.delete(child);
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') + remark });
    };
    child.on('error', (error) => end(127, `${line[0]} cannot be run: ${error.message}\n`));
    child.on('close', (exitCode, signal) =>
      end(exitCode ?? 1, signal === null ? '' : `Ended by ${signal}.\n`),
    );
  });
}

/** Ends what `runQuietly` is running. */
export function endRunningCommands() {
  for (const child of running) child.kill('SIGTERM');
}

/** npm as a command line: under `npm start` npm says where it is; otherwise it is on the path. */
export function npmCommand() {
  const program = process.env.npm_execpath;
  return program?.endsWith('.js') ? [process.execPath, program] : ['npm'];
}
