import { assert } from '@ovoz/basics';
import { transliterateUzbek } from './uzbek-transliteration.ts';

/**
 * Transliterates a message of a catalogue (ICU MessageFormat): the text, also inside plural and select,
 * and nothing else. Names of arguments, formats, selectors, tags and text that is quoted with
 * apostrophes because it holds braces stay as they are.
 * @throws when braces do not come in pairs: a catalogue is part of the program.
 */
export function transliterateMessage(
  message: string,
  overrides?: Readonly<Record<string, string>>,
): string {
  const { text, end } = readText(message, 0, (part) => transliterateUzbek(part, overrides));
  assert(end === message.length, `braces come in pairs in the message "${message}"`);
  return text;
}

type Part = { readonly text: string /** Index behind the part. */; readonly end: number };
type Convert = (text: string) => string;

/** Tags, quoted braces and doubled apostrophes: kept, as the format gives them a meaning. */
const KEPT = /<\/?[A-Za-z][^<>]*>|'[{}#|][^']*'|''/y;

/** Text up to a closing brace or the end. */
function readText(message: string, start: number, convert: Convert): Part {
  let text = '';
  let plain = '';
  let index = start;
  const flush = () => {
    text += convert(plain);
    plain = '';
  };
  while (index < message.length && message[index] !== '}') {
    KEPT.lastIndex = index;
    const kept = KEPT.exec(message)?.[0];
    if (kept !== undefined) {
      flush();
      text += kept;
      index += kept.length;
    } else if (message[index] === '{') {
      flush();
      const argument = readArgument(message, index, convert);
      text += argument.text;
      index = argument.end;
    } else {
      plain += message[index];
      index += 1;
    }
  }
  flush();
  return { text, end: index };
}

/** `{name}`, `{name, number, …}`, or a choice whose texts are messages themselves. */
function readArgument(message: string, start: number, convert: Convert): Part {
  const isChoice = /^\{\s*[^\s,{}]+\s*,\s*(?:plural|select|selectordinal)\s*,/.test(
    message.slice(start),
  );
  let text = '{';
  let index = start + 1;
  while (index < message.length && message[index] !== '}') {
    if (message[index] !== '{') {
      text += message[index];
      index += 1;
      continue;
    }
    const inner = readText(message, index + 1, isChoice ? convert : (part) => part);
    assert(message[inner.end] === '}', `braces come in pairs in the message "${message}"`);
    text += `{${inner.text}}`;
    index = inner.end + 1;
  }
  assert(message[index] === '}', `braces come in pairs in the message "${message}"`);
  return { text: `${text}}`, end: index + 1 };
}
