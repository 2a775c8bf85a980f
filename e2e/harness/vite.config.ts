import { defineConfig, mergeConfig } from 'vite';
import base from '../../vite.config.ts';

const { plugins: _appPlugins, ...shared } = base;

export default mergeConfig(
  shared,
  defineConfig({
    root: 'e2e/harness',
    publicDir: '../../public',
    build: { outDir: '../../dist-harness', emptyOutDir: true },
  }),
);
