import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** As strict as a booth's policy can be: own scripts, WebAssembly, own data, nothing else. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/** The browsers that the bundle is made for: the first with all of WebAssembly and JavaScript that it uses. */
const TARGET = ['chrome100', 'safari16', 'firefox100'];

/** A TypeScript program for a page in one script, built as the webs are. */
export async function bundleProgram(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: TARGET,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: fileURLToPath(entry) },
    },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [script, ...others] = outputs;
  if (script?.type !== 'chunk' || others.length > 0)
    throw new Error('The program is not one script.');
  return script.code;
}

/**
 * Serves an empty page that runs a program, and files beside it.
 * @param fileAt the bytes at a path such as `/election.bel`, or null.
 */
export async function serveProgram(
  script: string,
  fileAt: (path: string) => Uint8Array | null = () => null,
): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('cache-control', 'no-store');
    if (path === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        '<!doctype html><title>Ovoz</title><script type="module" src="/program.js"></script>',
      );
      return;
    }
    response.setHeader(
      'content-type',
      path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream',
    );
    const bytes = path === '/program.js' ? script : fileAt(path);
    if (bytes === null) response.statusCode = 404;
    response.end(bytes ?? '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
