import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// Cross-origin isolation lets the page use SharedArrayBuffer, hence more than one WASM thread.
// public/_headers says the same to hosts that read it.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      registerType: 'autoUpdate',
      injectRegister: 'script-defer',
      manifest: {
        name: 'Telltale',
        short_name: 'Telltale',
        description: 'Look at AI-generated images critically. No picture leaves the page.',
        display: 'standalone',
        background_color: '#1b1b1b',
        theme_color: '#1b1b1b',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        // The page works without a network after the first visit. ORT's wasm (up to 27 MB) and the weights are
        // kept by the workers that run them, which alone know which of them this browser needs.
        globPatterns: [
          '**/*.{html,js,mjs,css,svg}',
          'models/**/*.json',
          'templates/**/*.json',
          'catalogue/**/*.json',
        ],
        globIgnores: ['**/*.map', 'samples/**'],
        navigateFallbackDenylist: [/\/samples\//u, /\.[a-z0-9]+$/iu],
      },
    }),
  ],
  define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify(version) },
  // ORT's wasm and its loader are assets of ours with their own addresses, not inlined into the bundle.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  optimizeDeps: {
    exclude: ['onnxruntime-web', '@jsquash/jpeg', '@jsquash/png', '@jsquash/webp', '@jsquash/avif'],
  },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    sourcemap: true,
    chunkSizeWarningLimit: 700,
    manifest: true,
  },
  server: { headers: isolation },
  preview: { headers: isolation, port: 4173 },
});
