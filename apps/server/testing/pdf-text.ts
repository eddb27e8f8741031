import { inflateSync } from 'node:zlib';

/**
 * The texts of a PDF as somebody who searches it finds them, page by page, one a line: ISO 32000-1, 9.10 (fonts with
 * ToUnicode) for files as Typst writes them.
 */
export function pdfPages(pdf: Buffer): readonly string[] {
  const objects = new Map(
    [...pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(
      ([, id = '', body = '']) => [id, body],
    ),
  );
  const objectOf = (id: string | undefined) => objects.get(id ?? '') ?? '';
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', id]) => {
          const [, cmap] = /\/ToUnicode (\d+)/.exec(objectOf(id)) ?? [];
          return [name, lettersOf(streamOf(objectOf(cmap)))];
        }),
      );
      const [, contents] = /\/Contents (\d+)/.exec(page) ?? [];
      return textOf(streamOf(objectOf(contents)), fonts);
    });
}

function streamOf(object: string): string {
  const [, body = ''] = /stream\n([\s\S]*)\nendstream/.exec(object) ?? [];
  return object.includes('/FlateDecode')
    ? inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
    : body;
}

/** What each glyph of a font stands for. */
function lettersOf(cmap: string): ReadonlyMap<number, string> {
  return new Map(
    [...cmap.matchAll(/<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>/g)].map(
      ([, glyph = '', letters = '']) => [
        Number.parseInt(glyph, 16),
        Buffer.from(letters, 'hex').swap16().toString('utf16le'),
      ],
    ),
  );
}

function textOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  const texts: string[] = [];
  for (const [, block = ''] of content.matchAll(/BT\n([\s\S]*?)\nET/g)) {
    const [, font = ''] = /\/(f\d+) [\d.]+ Tf/.exec(block) ?? [];
    const codes = Buffer.from(stringsOf(block), 'latin1').swap16();
    const glyphs = new Uint16Array(codes.buffer, codes.byteOffset, codes.length / 2);
    texts.push(Array.from(glyphs, (glyph) => fonts.get(font)?.get(glyph) ?? '\ufffd').join(''));
  }
  return texts.join('\n');
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** All strings of a block, one after the other: ISO 32000-1, 7.3.4.2. Parentheses in pairs stand in them as they are. */
function stringsOf(block: string): string {
  let [bytes, depth] = ['', 0];
  for (const [token, escaped] of block.matchAll(/\\([0-7]{1,3}|[\s\S])|[\s\S]/g)) {
    const isInside = depth > 0;
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (!isInside || depth === 0) continue;
    if (escaped === undefined) bytes += token;
    else if (/^[0-7]/.test(escaped)) bytes += String.fromCharCode(Number.parseInt(escaped, 8));
    else bytes += ESCAPED[escaped] ?? escaped;
  }
  return bytes;
}
