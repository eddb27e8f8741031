import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { RollDocument } from './roll-document.ts';

const TEMPLATE = readFileSync(new URL('./roll.typ', import.meta.url), 'utf8');
const require = createRequire(import.meta.url);
/** Whole TrueType files: Typst reads no WOFF. SIL Open Font License. */
const FONTS = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-georgian/400Regular/NotoSansGeorgian_400Regular.ttf',
  '@expo-google-fonts/noto-sans-georgian/700Bold/NotoSansGeorgian_700Bold.ttf',
];

export type RollCompiler = { readonly compile: (document: RollDocument) => Promise<Buffer> };

/** PDF 1.7 (ISO 32000-1) out of rolls. The same document gives the same bytes. */
export function openRollCompiler(): RollCompiler {
  const compiler = NodeCompiler.create({
    workspace: fileURLToPath(new URL('./', import.meta.url)),
    fontArgs: [{ fontBlobs: FONTS.map((font) => readFileSync(require.resolve(font))) }],
  });
  return {
    compile: async (document) => {
      const pdf = compileOnce(compiler, document);
      await freeLayout(compiler);
      return pdf;
    },
  };
}

function compileOnce(compiler: NodeCompiler, document: RollDocument): Buffer {
  const result = compiler.compile({
    mainFileContent: TEMPLATE,
    inputs: { data: JSON.stringify(document) },
  });
  const compiled = result.result;
  if (compiled === null) {
    // What was being set is personal data: the reason alone is told.
    const error = result.takeDiagnostics();
    const reasons = error === null ? [] : compiler.fetchDiagnostics(error);
    const messages = reasons.map((one: { message?: string }) => one.message ?? '').join('; ');
    throw new Error(`a roll was not set: ${messages}`);
  }
  return compiler.pdf(compiled, {
    pdfStandard: '1.7',
    creationTimestamp: Math.floor(Date.parse(document.madeAt) / 1000),
  });
}

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/**
 * A roll that was laid out is 31 MB outside of the heap, held by an object that the collector sees no reason to collect,
 * and is freed in a turn of the event loop after that. Measured: without this the process grows by so much with each roll;
 * with it, it stays at 220 MB. It costs 20 ms.
 */
async function freeLayout(compiler: NodeCompiler): Promise<void> {
  collectGarbage();
  await nextTurn();
  await nextTurn();
  compiler.evictCache(0);
}
