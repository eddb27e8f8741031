import { ok, type Result, refused } from '@ovoz/basics';

/** Deeper nesting is in no record; the limit stands before anything is built. */
const MAX_DEPTH = 64;

export type TextFault = 'too-large' | 'not-utf8' | 'not-canonical';

/** A member of the outermost object: where its text `"name":value` stands. */
type Member = { readonly name: string; readonly from: number; readonly to: number };

/** Canonical JSON, read. */
export type CanonicalText = {
  readonly value: unknown;
  readonly text: string;
  /** Members of the outermost object, in their order; empty when it is none. */
  readonly members: readonly Member[];
};

/**
 * Reads canonical JSON (RFC 8785, whole numbers only). What is written otherwise, a name twice, white space, a
 * fraction, more than 64 levels, is refused by one pass over the text, before anything is built from it.
 * @param maxBytes more is refused unread.
 */
export function readCanonical(
  bytes: Uint8Array,
  maxBytes: number,
): Result<CanonicalText, TextFault> {
  if (bytes.length > maxBytes) return refused('too-large');
  let text: string;
  try {
    text = DECODER.decode(bytes);
  } catch {
    return refused('not-utf8');
  }
  return readCanonicalText(text);
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The same of a text. */
export function readCanonicalText(text: string): Result<CanonicalText, 'not-canonical'> {
  const members: Member[] = [];
  const scan: Scan = { text, at: 0, members };
  if (!scanValue(scan, 0) || scan.at !== text.length) return refused('not-canonical');
  return ok({ value: JSON.parse(text) as unknown, text, members });
}

/** The canonical text without one member of the outermost object: what a signature inside it is over. */
export function withoutMember({ text, members }: CanonicalText, name: string): string | null {
  const at = members.findIndex((member) => member.name === name);
  const member = members[at];
  if (member === undefined) return null;
  if (members.length === 1) return '{}';
  return at === 0
    ? `{${text.slice(member.to + 1)}`
    : `${text.slice(0, member.from - 1)}${text.slice(member.to)}`;
}

type Scan = { readonly text: string; at: number; readonly members: Member[] };

const [QUOTE, COMMA, COLON, BACKSLASH, MINUS, ZERO] = [0x22, 0x2c, 0x3a, 0x5c, 0x2d, 0x30];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

function scanValue(scan: Scan, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (scan.text.charCodeAt(scan.at)) {
    case QUOTE:
      return scanString(scan);
    case OPEN_OBJECT:
      return scanObject(scan, depth);
    case OPEN_LIST:
      return scanList(scan, depth);
    case 0x74:
      return scanWord(scan, 'true');
    case 0x66:
      return scanWord(scan, 'false');
    case 0x6e:
      return scanWord(scan, 'null');
    default:
      return scanNumber(scan);
  }
}

function scanWord(scan: Scan, word: string): boolean {
  if (!scan.text.startsWith(word, scan.at)) return false;
  scan.at += word.length;
  return true;
}

/** Whole, within ±(2^53 − 1), no `-0`. A point or exponent stops what comes after it. */
function scanNumber(scan: Scan): boolean {
  const { text } = scan;
  const isNegative = text.charCodeAt(scan.at) === MINUS;
  const from = isNegative ? scan.at + 1 : scan.at;
  let [at, value] = [from, 0];
  for (;;) {
    const digit = text.charCodeAt(at) - ZERO;
    // Beyond the end it is no number.
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
    at += 1;
  }
  scan.at = at;
  const digits = at - from;
  if (digits === 0 || value > Number.MAX_SAFE_INTEGER) return false;
  return text.charCodeAt(from) !== ZERO || (digits === 1 && !isNegative);
}

/** RFC 8785 section 3.2.2.2: only what must be escaped is escaped, in its shortest form. */
function scanString(scan: Scan): boolean {
  const { text } = scan;
  let at = scan.at + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    // Beyond the end it is no number.
    if (!(code >= 0x20)) return false;
    const length = code === BACKSLASH ? escapeLength(text, at) : 1;
    if (length === 0) return false;
    at += length;
  }
  scan.at = at + 1;
  return true;
}

/** Length of the escape that begins with the backslash at a place; 0 when it may not stand there. */
function escapeLength(text: string, at: number): number {
  const letter = text.charAt(at + 1);
  if (letter === '"' || letter === '\\') return 2;
  if (letter !== 'u') return letter !== '' && 'bfnrt'.includes(letter) ? 2 : 0;
  const digits = text.slice(at + 2, at + 6);
  return /^00[01][0-9a-f]$/.test(digits) && !SHORT_FORMS.has(digits) ? 6 : 0;
}

/** Control characters that have an escape of their own: \b \t \n \f \r. */
const SHORT_FORMS = new Set(['0008', '0009', '000a', '000c', '000d']);

function scanList(scan: Scan, depth: number): boolean {
  scan.at += 1;
  if (scan.text.charCodeAt(scan.at) === CLOSE_LIST) {
    scan.at += 1;
    return true;
  }
  for (;;) {
    if (!scanValue(scan, depth + 1)) return false;
    const next = scan.text.charCodeAt(scan.at);
    scan.at += 1;
    if (next === CLOSE_LIST) return true;
    if (next !== COMMA) return false;
  }
}

/** Names rise by UTF-16 code units (RFC 8785 section 3.2.3), so none stands twice. */
function scanObject(scan: Scan, depth: number): boolean {
  const { text } = scan;
  scan.at += 1;
  if (text.charCodeAt(scan.at) === CLOSE_OBJECT) {
    scan.at += 1;
    return true;
  }
  let before: Place | null = null;
  for (;;) {
    const from = scan.at;
    if (text.charCodeAt(from) !== QUOTE || !scanString(scan)) return false;
    const name = { from, to: scan.at };
    if (before !== null && !isLess(text, before, name)) return false;
    before = name;
    if (text.charCodeAt(scan.at) !== COLON) return false;
    scan.at += 1;
    if (!scanValue(scan, depth + 1)) return false;
    if (depth === 0) scan.members.push({ name: nameAt(text, name), from, to: scan.at });
    const next = text.charCodeAt(scan.at);
    scan.at += 1;
    if (next === CLOSE_OBJECT) return true;
    if (next !== COMMA) return false;
  }
}

/** Where a name stands in the text, with its quotes. */
type Place = { readonly from: number; readonly to: number };

/** Whether one name is less than another. Both are compared where they stand: a text has thousands of them. */
function isLess(text: string, one: Place, other: Place): boolean {
  const [oneEnd, otherEnd] = [one.to - 1, other.to - 1];
  for (let [a, b] = [one.from + 1, other.from + 1]; ; a += 1, b += 1) {
    if (a === oneEnd || b === otherEnd) return a === oneEnd && b !== otherEnd;
    const [left, right] = [text.charCodeAt(a), text.charCodeAt(b)];
    if (left === BACKSLASH || right === BACKSLASH) return nameAt(text, one) < nameAt(text, other);
    if (left !== right) return left < right;
  }
}

function nameAt(text: string, { from, to }: Place): string {
  const quoted = text.slice(from, to);
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}
