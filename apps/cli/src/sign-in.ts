import { isCancel, password, text } from '@clack/prompts';
import { type CallRefusal, createClient, type InputOf } from '@ovoz/client';
import { type AnswerOf, type AnyOperation, signIn, signInToDemo, signOut } from '@ovoz/contract';
import { type Command, Option } from 'commander';
import { CommandFailure } from './failure.ts';

/** A client whose refusals end the command with the server's own words. */
export type Session = {
  readonly call: <Op extends AnyOperation>(
    operation: Op,
    input: InputOf<Op>,
  ) => Promise<AnswerOf<Op>>;
};

type Credentials = {
  readonly username: string;
  readonly password: string;
  readonly code: string;
};

/** A phone line with an import of 16 MB needs minutes; nothing needs more. */
const CALL_LIMIT_MS = 10 * 60_000;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** Adds the options that say which server, and as whom. */
export function withServer(command: Command): Command {
  return command
    .addOption(
      new Option('--server <url>', 'address of the administration')
        .env('OVOZ_SERVER')
        .default('http://127.0.0.1:4040'),
    )
    .option(
      '--demo <username>',
      'in a demonstration: sign in as this account, such as demo.central',
    );
}

/** Signs in, works, and signs out again whatever happens. */
export async function withSession<Value>(
  command: Command,
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  const options = command.opts<{ server: string; demo?: string }>();
  const origin = readOrigin(options.server);
  const client = createClient({ origin, fetch: cookieFetch() });
  const session: Session = {
    call: async (operation, input) => {
      const answer = await client.call(operation, input);
      if (answer.ok) return answer.value;
      throw toFailure(answer.refusal, origin);
    },
  };
  await enter(session, origin, options.demo);
  try {
    return await work(session);
  } finally {
    await client.call(signOut, {});
  }
}

/** A session of nobody: for what a signature gives the right to. */
export function withoutSignIn(address: string): Session {
  const origin = readOrigin(address);
  requireSecure(origin, 'What is sent');
  const client = createClient({ origin, fetch });
  return {
    call: async (operation, input) => {
      const answer = await client.call(operation, input);
      if (answer.ok) return answer.value;
      throw toFailure(answer.refusal, origin);
    },
  };
}

async function enter(session: Session, origin: string, demo: string | undefined): Promise<void> {
  if (demo !== undefined) {
    await session.call(signInToDemo, { body: { username: demo } });
    return;
  }
  requireSecure(origin, 'A password');
  await session.call(signIn, { body: await readCredentials() });
}

async function readCredentials(): Promise<Credentials> {
  const given = {
    username: process.env['OVOZ_USERNAME'],
    password: process.env['OVOZ_PASSWORD'],
    code: process.env['OVOZ_CODE'],
  };
  if (!process.stdin.isTTY && Object.values(given).includes(undefined)) {
    throw new CommandFailure(
      'credentials-missing',
      'There is nobody at a terminal to ask: set OVOZ_USERNAME, OVOZ_PASSWORD and OVOZ_CODE, or give --demo USERNAME.',
    );
  }
  const output = process.stderr;
  const ask = async (answer: Promise<string | symbol>): Promise<string> => {
    const value = await answer;
    if (isCancel(value) || typeof value === 'symbol') {
      throw new CommandFailure('interrupted', 'Nobody signed in.');
    }
    return value;
  };
  return {
    username: given.username ?? (await ask(text({ message: 'Username', output }))),
    password: given.password ?? (await ask(password({ message: 'Password', output }))),
    code: given.code ?? (await ask(password({ message: 'One-time code, six digits', output }))),
  };
}

function requireSecure(origin: string, what: string): void {
  const { protocol, hostname } = new URL(origin);
  if (protocol === 'https:' || LOOPBACK.test(hostname)) return;
  throw new CommandFailure(
    'address-not-secure',
    `${what} would travel to ${origin} for everybody to read; use an https address.`,
  );
}

/** @throws CommandFailure `address-invalid`. */
export function readOrigin(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CommandFailure(
      'address-invalid',
      `--server "${address}" should look like https://elections.example.org.`,
    );
  }
  return url.origin;
}

function toFailure(refusal: CallRefusal, origin: string): CommandFailure {
  if (!('status' in refusal)) {
    return new CommandFailure(refusal.code, `${refusal.title} Is Ovoz running at ${origin}?`);
  }
  const sentence =
    refusal.detail === undefined ? refusal.title : `${refusal.title} ${refusal.detail}`;
  return new CommandFailure(refusal.code, sentence, refusal.errors ?? []);
}

/** Keeps the session's cookie for the time of one command, in memory. */
function cookieFetch(): Parameters<typeof createClient>[0]['fetch'] {
  const cookies = new Map<string, string>();
  return async (url, init) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie },
      // Somewhere else might be anybody.
      redirect: 'error',
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';', 1);
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
}
