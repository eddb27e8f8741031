import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

const VERIFIER = fileURLToPath(new URL('../verifier/', import.meta.url));

/**
 * Two builds: `vite build` makes the few files that browsers load, `vite build --ssr` the program that
 * writes the pages. The program carries all it needs, so that it runs with Node alone.
 */
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), ...(isSsrBuild ? [] : [verifierPage()])],
  publicDir: false,
  // The pages are static: nothing is left to decide in development mode when they are rendered.
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true },
  build: isSsrBuild
    ? {
        outDir: 'dist/render',
        target: 'node24',
        rolldownOptions: {
          input: { main: 'src/render/main.ts', live: 'src/render/live.ts' },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
        },
      }
    : {
        outDir: 'dist/client',
        manifest: true,
        // Phones of 2019 still read these pages.
        target: ['chrome87', 'safari14', 'firefox91'],
        // Fonts are files: the content security policy allows no others.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: [
            'src/client/site.css',
            'src/client/finder.css',
            'src/client/finder.ts',
            'src/client/results.css',
            'src/client/results.ts',
            'src/client/station-result.ts',
            'src/client/result-search.ts',
            'src/client/voter-lookup.ts',
            'src/client/voting-abroad.ts',
            'src/client/frozen-roll.ts',
          ],
        },
      },
}));

/** The page that verifies the record: a program of its own, built by its own settings, published with the site. */
function verifierPage(): Plugin {
  return {
    name: 'ovoz-verifier-page',
    async generateBundle() {
      const made = await build({ root: VERIFIER, logLevel: 'error', build: { write: false } });
      const outputs = (Array.isArray(made) ? made : [made]).flatMap((one) =>
        'output' in one ? one.output : [],
      );
      const page = outputs.find(({ fileName }) => fileName === 'verify.html');
      if (page?.type !== 'asset') throw new Error('the verifier has no page');
      this.emitFile({ type: 'asset', fileName: page.fileName, source: page.source });
    },
  };
}
