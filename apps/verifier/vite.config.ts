import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

const read = (name: string) => readFileSync(new URL(`src/page/${name}`, import.meta.url), 'utf8');

/**
 * One file, `dist/page/verify.html`, with its script, its worker and its styles inside: people keep it and open it
 * from their disk. Its words, in all languages, are put in by whoever publishes it, in place of `<!-- words -->` and
 * `<!-- no-scripts -->`.
 */
export default defineConfig({
  publicDir: false,
  plugins: [oneFile()],
  worker: { format: 'iife' },
  build: {
    outDir: 'dist/page',
    target: ['chrome87', 'safari14', 'firefox91'],
    modulePreload: false,
    rolldownOptions: {
      input: 'src/page/main.ts',
      output: { format: 'iife', entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
    },
  },
});

/** Puts the script and the styles into the page, with a policy that allows those, by their hashes, and nothing else. */
function oneFile(): Plugin {
  return {
    name: 'ovoz-one-file',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const [main] = Object.values(bundle);
      if (main?.type !== 'chunk') throw new Error('the script of the page is one file');
      delete bundle[main.fileName];
      this.emitFile({ type: 'asset', fileName: 'verify.html', source: pageOf(main.code) });
    },
  };
}

function pageOf(script: string): string {
  const styles = read('page.css');
  // The end of a script is where these letters stand, wherever that is.
  const code = script.replaceAll('</script', String.raw`<\/script`);
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(code)}`,
    `style-src ${hashOf(styles)}`,
    // The record of the site that the page came from; opened from a disk it reaches nothing.
    "connect-src 'self'",
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts: Readonly<Record<string, string>> = {
    policy: `<meta http-equiv="content-security-policy" content="${policy}" />`,
    styles: `<style>${styles}</style>`,
    script: `<script>${code}</script>`,
  };
  return read('page.html').replaceAll(
    /<!-- (policy|styles|script) -->/g,
    (_all, name: string) => parts[name] ?? '',
  );
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
