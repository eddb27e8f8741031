import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/**
 * Serves and builds `/preferences.js`, which index.html loads by
 * `<script src="/preferences.js"></script>` before its styles: appearance and language of the visitor.
 */
export function preferencesScript(): Plugin {
  const source = readFileSync(new URL('../assets/preferences.js', import.meta.url), 'utf8');
  return {
    name: 'ovoz-preferences',
    configureServer(server) {
      server.middlewares.use('/preferences.js', (_request, response) => {
        response.setHeader('content-type', 'text/javascript').end(source);
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'preferences.js', source });
    },
  };
}
