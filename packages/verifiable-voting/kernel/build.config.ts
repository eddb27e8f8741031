// Compiles the kernels and writes them into src/kernel/, or with --print to standard output as JSON of base64,
// which is how the test compares them. Run: node packages/verifiable-voting/kernel/build.config.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const KERNELS = { ed25519: ['simd'], field2048: ['simd', 'relaxed-simd'] };
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='];

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built: Record<string, string> = {};
for (const [name, features] of Object.entries(KERNELS)) {
  built[name] = await compile(name, features);
  if (!process.argv.includes('--print')) {
    writeFileSync(here(`../src/kernel/${name}-wasm.ts`), moduleOf(name, built[name]));
  }
}
if (process.argv.includes('--print')) console.log(JSON.stringify(built));

async function compile(name: string, features: readonly string[]): Promise<string> {
  const outputs: Uint8Array[] = [];
  const enabled = features.flatMap((feature) => ['--enable', feature]);
  const { error } = await asc.main(
    [`${name}.ts`, ...OPTIONS, ...enabled, '-o', 'out.wasm', '--baseDir', here('.')],
    {
      readFile: (file: string, folder: string) => {
        const path = join(folder, file);
        return existsSync(path) ? readFileSync(path, 'utf8') : null;
      },
      writeFile: (file: string, contents: string | Uint8Array) => {
        if (file === 'out.wasm' && typeof contents !== 'string') outputs.push(contents);
      },
    },
  );
  const [binary] = outputs;
  if (error !== null || binary === undefined) throw new Error(name, { cause: error });
  return Buffer.from(binary).toString('base64');
}

function moduleOf(name: string, base64: string): string {
  const lines = base64.match(/.{1,96}/g) ?? [];
  return `// Compiled from kernel/${name}.ts by kernel/build.config.ts; a test compiles it again and compares.
export const ${name.toUpperCase()}_WASM =
${lines.map((line) => `  '${line}'`).join(' +\n')};
`;
}
