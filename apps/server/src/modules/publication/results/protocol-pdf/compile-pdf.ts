import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import type { ProtocolDocument } from './document.ts';

const TEMPLATE = readFileSync(new URL('./protocol.typ', import.meta.url), 'utf8');
const require = createRequire(import.meta.url);
/** Whole TrueType files: Typst reads no WOFF. SIL Open Font License. */
const FONTS = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf',
  '@expo-google-fonts/noto-sans-georgian/700Bold/NotoSansGeorgian_700Bold.ttf',
];
/** Results of this many documents before stay in memory: fonts and the template among them. */
const CACHE_AGE = 3;

export type PdfCompiler = { readonly compile: (document: ProtocolDocument) => Buffer };

/** PDF/A-2b (ISO 19005-2) out of documents. The same document gives the same bytes. */
export function openPdfCompiler(): PdfCompiler {
  const fontBlobs = FONTS.map((font) => readFileSync(require.resolve(font)));
  const compiler = NodeCompiler.create({
    workspace: fileURLToPath(new URL('./', import.meta.url)),
    fontArgs: [{ fontBlobs }],
  });
  return {
    compile: (document) => {
      const result = compiler.compile({
        mainFileContent: TEMPLATE,
        inputs: { data: JSON.stringify(document) },
      });
      const compiled = result.result;
      if (compiled === null) throw new Error(reasonOf(compiler, result.takeDiagnostics()));
      const pdf = compiler.pdf(compiled, {
        pdfStandard: 'a-2b',
        creationTimestamp: Math.floor(Date.parse(document.madeAt) / 1000),
      });
      compiler.evictCache(CACHE_AGE);
      return pdf;
    },
  };
}

function reasonOf(compiler: NodeCompiler, error: NodeError | null): string {
  const reasons = error === null ? [] : compiler.fetchDiagnostics(error);
  return `the document was not set: ${JSON.stringify(reasons).slice(0, 2000)}`;
}
