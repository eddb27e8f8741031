import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { OPERATIONS, REFUSALS } from '@ovoz/contract';
import { ROLES, transliterateMessage } from '@ovoz/election-model';
import { addUzbekCyrillic, checkCatalogues, uiCatalogues } from '@ovoz/ui/messages';
import en from './messages/en.json' with { type: 'json' };
import ru from './messages/ru.json' with { type: 'json' };
import latinWords from './messages/uz-Cyrl.words.json' with { type: 'json' };
import uzLatn from './messages/uz-Latn.json' with { type: 'json' };

const WRITTEN = { en, 'uz-Latn': uzLatn, ru };
const ALL = addUzbekCyrillic<string>(WRITTEN, {}, (message) =>
  transliterateMessage(message, latinWords),
);

test('every language has every message, well formed, with the same arguments', () => {
  assert.deepEqual(checkCatalogues(ALL, ['en', 'uz-Latn', 'uz-Cyrl', 'ru']), []);
});

test('names of formats and examples to be typed stay Latin in Uzbek Cyrillic', () => {
  const cyrillic = ALL['uz-Cyrl'] ?? {};
  assert.match(cyrillic['file.not-utf-8'] ?? '', /UTF-8.*«CSV UTF-8»/);
  assert.match(cyrillic['people.username-hint'] ?? '', /nilufar\.karimova/);
});

test('every refusal of the contract is explained in every language, in words of its own', () => {
  const codes = [...Object.keys(REFUSALS), 'unreachable'];
  assert.ok(codes.length > 40, 'the contract was read');
  for (const [tag, messages] of Object.entries(ALL)) {
    const sentences = codes.map((code) => messages[`refusal.${code}`]);
    assert.ok(
      sentences.every((sentence) => sentence !== undefined && sentence.length > 20),
      `${tag} explains every code`,
    );
    assert.equal(new Set(sentences).size, codes.length, `${tag} says something else for each`);
  }
});

test('an operation cannot refuse with a code that has no words', () => {
  for (const operation of OPERATIONS) {
    for (const code of operation.refusals) assert.ok(`refusal.${code}` in en, code);
  }
});

test('every role has a name and a sentence that explains it', () => {
  for (const messages of Object.values(ALL)) {
    for (const role of ROLES) {
      assert.ok(messages[`role.${role}`]);
      assert.ok((messages[`role-meaning.${role}`] ?? '').length > 20);
    }
  }
});

test('our messages do not hide those of the shared parts', () => {
  const shared = Object.keys(uiCatalogues.en);
  assert.deepEqual(
    Object.keys(en).filter((key) => shared.includes(key)),
    [],
  );
});

test('every message is used, and the screens use no other', () => {
  const sources = sourceFiles(new URL('./', import.meta.url)).map((file) =>
    readFileSync(file, 'utf8'),
  );
  const text = sources.join('\n');
  const patterns = [...text.matchAll(/`([a-z-]+\.[^`]*\$\{[^`]+)`/g)].map(
    ([, template]) =>
      // A template of a key stands for every key of its form.
      new RegExp(`^${template?.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '.+')}$`),
  );
  const unused = Object.keys(en).filter(
    (key) => !text.includes(`'${key}'`) && !patterns.some((pattern) => pattern.test(key)),
  );
  assert.deepEqual(unused, []);
});

function sourceFiles(folder: URL): readonly URL[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return sourceFiles(new URL(`${entry.name}/`, folder));
    const isSource = /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.test.ts');
    return isSource ? [new URL(entry.name, folder)] : [];
  });
}
