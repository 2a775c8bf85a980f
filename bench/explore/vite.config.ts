import { defineConfig, mergeConfig } from 'vite';
import base from '../../vite.config.ts';

// Neither React nor a service worker, nor the shipped detectors.
export default mergeConfig(
  { ...base, plugins: [] },
  defineConfig({ root: 'bench/explore', publicDir: false, build: { emptyOutDir: true } }),
);
