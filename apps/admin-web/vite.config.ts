import { preferencesScript } from '@ovoz/ui/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite` alone sends calls while somebody works on the screens; the built files need no such thing. */
const SERVER = process.env['OVOZ_SERVER'] ?? 'http://127.0.0.1:4040';

export default defineConfig({
  base: '/admin/',
  plugins: [react(), preferencesScript()],
  build: {
    target: ['chrome111', 'safari16.4', 'firefox114'],
    // Fonts and pictures are files: the content security policy allows no others.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The largest chunk that a slow line should wait for, in kilobytes before compression.
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/api': { target: SERVER, changeOrigin: true } } },
});
