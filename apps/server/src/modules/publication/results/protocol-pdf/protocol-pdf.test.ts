import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { openPdfCompiler } from './compile-pdf.ts';
import { heading, type ProtocolDocument, paragraph, table } from './document.ts';
import { writeMixed } from './seat-parts.ts';
import { documentCatalogues, wordsIn } from './words.ts';

const compiler = openPdfCompiler();

function documentIn(lang: string, text: string): ProtocolDocument {
  return {
    lang,
    country: 'Ўзбекистон',
    publisher: 'Commission',
    keywords: ['test', '0'.repeat(64)],
    election: 'Election',
    title: 'Protocol No. 7',
    subtitle: null,
    banner: 'TRAINING ELECTION',
    facts: [['Voting day', '27 December 2026']],
    parts: [heading('Votes'), paragraph(text), table(['*List', '#Votes'], [['Party', '1']])],
    file: 'elections/test/results/nation.json',
    hash: '0'.repeat(64),
    address: 'https://results.example.org/',
    qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>',
    words: { page: 'Page', file: 'File', hash: 'SHA-256', verify: 'The file is the record.' },
    madeAt: '2026-12-28T06:00:00.000Z',
  };
}

test('a document says that it is PDF/A-2b, whose it is and what it is', () => {
  const pdf = compiler.compile(documentIn('en', 'Votes'));
  const text = allTextOf(pdf);
  assert.match(text, /<pdfaid:part>2<\/pdfaid:part>/);
  assert.match(text, /<pdfaid:conformance>B<\/pdfaid:conformance>/);
  assert.match(text, /Protocol No\. 7/);
  assert.match(text, /Commission/);
});

test('the same document gives the same bytes', () => {
  const document = documentIn('en', 'Votes');
  assert.ok(compiler.compile(document).equals(openPdfCompiler().compile(document)));
});

test('every letter of every language has a picture in the fonts', () => {
  const letters = Object.values(documentCatalogues)
    .flatMap((messages) => Object.values(messages))
    .join('');
  const distinct = [...new Set(letters)].join('');
  // A letter without a picture makes a document that is not PDF/A, and is refused.
  assert.ok(compiler.compile(documentIn('uz', distinct)).length > 0);
});

test('every language has every message, with nothing left in another one', () => {
  const keys = Object.keys(documentCatalogues.en).toSorted();
  for (const [tag, messages] of Object.entries(documentCatalogues)) {
    assert.deepEqual(Object.keys(messages).toSorted(), keys, tag);
    if (tag === 'en') continue;
    const same = keys.filter(
      (key) =>
        (messages as Record<string, string>)[key] ===
        (documentCatalogues.en as Record<string, string>)[key],
    );
    assert.deepEqual(same, [], `${tag} repeats English`);
  }
  assert.equal(wordsIn('uz-Cyrl').t('pdf.unknown'), 'номаълум');
});

test('fractions are written as one writes them by hand', () => {
  const write = (numerator: string, denominator: string) =>
    writeMixed({ numerator, denominator }, (value) => value.toLocaleString('en'));
  assert.equal(write('5971719', '69'), '86,546 45/69');
  assert.equal(write('45', '69'), '45/69');
  assert.equal(write('138', '69'), '2');
});

/** The file and all of its compressed streams, as text. */
function allTextOf(pdf: Buffer): string {
  const parts = [pdf.toString('latin1')];
  let from = 0;
  for (;;) {
    const start = pdf.indexOf('stream\n', from);
    if (start < 0) return parts.join('\n');
    const end = pdf.indexOf('endstream', start);
    try {
      parts.push(inflateSync(pdf.subarray(start + 'stream\n'.length, end)).toString('utf8'));
    } catch {
      // Not every stream is compressed.
    }
    from = end + 'endstream'.length;
  }
}
