import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Argon2id (RFC 9106) with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes,
 * one lane. About 50 a second on two cores, which is why at most two run at once.
 */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const TAG_BYTES = 32;
const SALT_BYTES = 16;
const AT_ONCE = 2;
/** Beyond this many waiting (about four seconds), a caller is better off trying again. */
const MAX_WAITING = 200;

const runArgon2 = promisify(argon2) as (
  algorithm: 'argon2id',
  parameters: Argon2Parameters,
) => Promise<Buffer>;

class TooManyWaiting extends Error {
  override name = 'TooManyWaiting';
}

/** The PHC string `$argon2id$v=19$m=…,t=…,p=1$salt$tag`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive(password, salt);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(tag)}`;
}

/**
 * Whether the password is the one behind the hash. Without a hash (no such account) it takes the same
 * time and answers no, so that names of accounts cannot be told apart by the clock.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = stored?.split('$') ?? [];
  const salt = Buffer.from(parts[4] ?? 'AAAAAAAAAAAAAAAAAAAAAA', 'base64');
  const expected = Buffer.from(parts[5] ?? '', 'base64');
  const tag = await derive(password, salt);
  return expected.length === tag.length && timingSafeEqual(tag, expected);
}

/** What comes out, or null when too many wait for their passwords already. */
export async function unlessCrowded<Value>(derived: Promise<Value>): Promise<Value | null> {
  try {
    return await derived;
  } catch (error) {
    if (error instanceof TooManyWaiting) return null;
    throw error;
  }
}

/**
 * NIST SP 800-63B section 5.1.1.2: no composition rules, but no name of the account in it, no single
 * repeated pattern, and twelve characters at least (the contract's limit). A name of a few letters says
 * nothing about a long password: it stands in random ones, too.
 */
export function isTooWeak(password: string, username: string): boolean {
  const lower = password.toLocaleLowerCase('en');
  const distinct = new Set(lower).size;
  const namesAccount = username.length >= SHORTEST_TELLING_NAME && lower.includes(username);
  return namesAccount || distinct < 6 || /(.{1,4})\1{3,}/u.test(lower);
}

const SHORTEST_TELLING_NAME = 5;

let running = 0;
const waiting: (() => void)[] = [];

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw new TooManyWaiting('too many sign-ins at once');
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await runArgon2('argon2id', {
      message: Buffer.from(password.normalize('NFC')),
      nonce: salt,
      parallelism: 1,
      tagLength: TAG_BYTES,
      memory: MEMORY_KIB,
      passes: PASSES,
    });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
