import { defineConfig, mergeConfig } from 'vite';
import base from '../../vite.config.ts';

// Neither React nor a service worker: the harness has no views and must not answer from an old cache.
export default mergeConfig(
  { ...base, plugins: [] },
  defineConfig({
    root: 'e2e/harness',
    publicDir: '../../public',
    build: { outDir: '../../dist-harness', emptyOutDir: true },
  }),
);
