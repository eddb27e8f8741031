import { mkdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartFailure } from './failure.ts';

/** Everything that the server can be told from outside. Read once, at the start; nothing else reads the environment. */
export type Configuration = {
  /** Address of the user's own PostgreSQL, or null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database, keys and published files. */
  readonly dataDirectory: string;
  /**
   * Where the newest signed checkpoint of each log is kept: on another disk than database and files, so that who
   * restores or changes those does not take it along.
   */
  readonly logStateDirectory: string;
  readonly host: string;
  /** Port of everything in the demonstration, of the public pages otherwise. */
  readonly port: number;
  /** Port of the administration where it has an origin of its own. */
  readonly adminPort: number;
  /** Addresses under which people reach the two sites; they decide about cookies and accepted origins. */
  readonly publicOrigin: string;
  readonly adminOrigin: string;
  /** What to make of an empty database. */
  readonly whenEmpty: 'load-demo' | 'found-demo' | 'refuse';
  readonly demoCountry: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Print the whole log as JSON lines, instead of what matters as text for the person at the terminal. */
  readonly logJson: boolean;
};

const DEFAULT_PORT = 4040;
const LOOPBACK_HOSTS = new Set(['127.0.0.1', '::1', 'localhost']);

const OPTIONS = {
  'demo-default': { type: 'boolean', default: false },
  'demo-empty': { type: 'boolean', default: false },
  port: { type: 'string' },
  'admin-port': { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  country: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
} as const;

/**
 * Reads the configuration from arguments and environment.
 * @throws StartFailure `configuration-invalid` naming the setting, what it is and what it should be.
 */
export function readConfiguration(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  workingDirectory: string,
  isTerminal = false,
): Configuration {
  const options = parseOptions(args);
  const host = options.host ?? environment['OVOZ_HOST'] ?? '127.0.0.1';
  const port = readPort('port', options.port ?? environment['OVOZ_PORT'], DEFAULT_PORT);
  const adminPort = readPort(
    'admin-port',
    options['admin-port'] ?? environment['OVOZ_ADMIN_PORT'],
    port + 1,
  );
  const databaseUrl = environment['DATABASE_URL'] || null;
  if (databaseUrl !== null) checkDatabaseUrl(databaseUrl);
  const data = options.data ?? environment['OVOZ_DATA'] ?? 'data';
  const dataDirectory = isAbsolute(data) ? data : resolve(workingDirectory, data);
  const configuration: Configuration = {
    databaseUrl,
    dataDirectory,
    logStateDirectory: resolve(
      workingDirectory,
      environment['OVOZ_LOG_STATE'] || join(dataDirectory, 'log-state'),
    ),
    host,
    port,
    adminPort,
    publicOrigin: readOrigin('OVOZ_PUBLIC_ORIGIN', environment, `http://${host}:${port}`),
    adminOrigin: readOrigin('OVOZ_ADMIN_ORIGIN', environment, `http://${host}:${adminPort}`),
    whenEmpty: whenEmptyOf(options),
    demoCountry: options.country ?? 'uzbekistan',
    // Who starts the demonstration reads what it says, not a line for each picture of a page.
    logLevel: readLogLevel(environment['OVOZ_LOG'], options['demo-default'] ? 'warn' : 'info'),
    logJson: environment['OVOZ_LOG_FORMAT'] === 'json' || !isTerminal,
  };
  makeDirectory(configuration.dataDirectory);
  return configuration;
}

/** True when only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

/** A drill founds a demonstration with its two people only, and loads a nation of its own. */
function whenEmptyOf(options: ReturnType<typeof parseOptions>): Configuration['whenEmpty'] {
  if (options['demo-empty']) return 'found-demo';
  return options['demo-default'] ? 'load-demo' : 'refuse';
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw invalid(`${(error as Error).message}. Known: --${Object.keys(OPTIONS).join(', --')}.`);
  }
}

function readPort(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw invalid(`The ${name} "${text}" is not a number from 1 to 65535.`);
  }
  return port;
}

function readOrigin(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  otherwise: string,
): string {
  const text = environment[name];
  if (text === undefined) return otherwise;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.origin !== text || !url.protocol.startsWith('http')) {
    throw invalid(`${name} is "${text}"; it should look like https://elections.example.org.`);
  }
  return text;
}

function checkDatabaseUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw invalid('DATABASE_URL should look like postgres://user:password@host:5432/database.');
  }
}

function readLogLevel(
  text: string | undefined,
  otherwise: Configuration['logLevel'],
): Configuration['logLevel'] {
  const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
  if (text === undefined) return otherwise;
  const level = levels.find((known) => known === text);
  if (level === undefined) throw invalid(`OVOZ_LOG is "${text}"; known are ${levels.join(', ')}.`);
  return level;
}

function makeDirectory(path: string): void {
  try {
    // Others may pass through but not look: as root the database runs under another account.
    mkdirSync(path, { recursive: true, mode: 0o711 });
  } catch (error) {
    throw new StartFailure(
      'data-folder-not-writable',
      `The data folder ${path} cannot be made: ${(error as Error).message}.`,
    );
  }
}

function invalid(sentence: string): StartFailure {
  return new StartFailure('configuration-invalid', sentence);
}
