import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @type {NodeJS.Signals[]} */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'];

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
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (running.size === 0) for (const signal of ENDING) process.on(signal, endRunning);
  running.add(child);
  /** @type {Buffer[]} */
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  // Not spawn's own time limit: that one goes on counting when the command could not be run.
  const limit = limitMs === undefined ? undefined : setTimeout(() => child.kill(), limitMs);
  return new Promise((resolve) => {
    /** @param {number} exitCode @param {string} [remark] */
    const end = (exitCode, remark = '') => {
      clearTimeout(limit);
      running.delete(child);
      if (running.size === 0) for (const signal of ENDING) process.off(signal, endRunning);
      resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') + remark });
    };
    child.on('error', (error) => end(127, `${line[0]} cannot be run: ${error.message}\n`));
    child.on('close', (exitCode, signal) =>
      end(exitCode ?? 1, signal === null ? '' : `Ended by ${signal}.\n`),
    );
  });
}

/** What would go on without this process is ended with it. */
function endRunning() {
  for (const child of running) child.kill('SIGTERM');
  process.exit(130);
}

/** npm as a command line: under `npm start` npm says where it is; otherwise it is on the path. */
export function npmCommand() {
  const program = process.env.npm_execpath;
  return program?.endsWith('.js') ? [process.execPath, program] : ['npm'];
}
