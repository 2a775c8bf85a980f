import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../scripts/find-chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const chromiumArgs = ['--no-sandbox', '--disable-background-networking'];
/** Chromium on Linux offers no hardware adapter without these. */
const webgpuArgs = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'];

/**
 * The test harness: the services without the views. Built apart from dist-harness/, which a test run may be using.
 *
 * @template T
 * @param {{ backend: string, plugins?: import('vite').Plugin[] }} options
 * @param {(page: import('@playwright/test').Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export function withHarnessPage({ backend, plugins = [] }, use) {
  console.error(`backend ${backend}`);
  const args = backend === 'webgpu' ? webgpuArgs : [];
  const configFile = 'e2e/harness/vite.config.ts';
  return withBenchPage({ configFile, outDir: 'harness', ready: 'window.harness', args, plugins }, use);
}

/**
 * Builds a page into bench/out/, opens it in Chromium and hands it over; server and browser are gone afterwards,
 * whatever happens.
 *
 * @template T
 * @param {{ configFile: string, outDir: string, ready: string, args?: string[], plugins?: import('vite').Plugin[] }} what
 *   `ready` is true once the page can be used; `plugins` serve what the build does not hold
 * @param {(page: import('@playwright/test').Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withBenchPage({ configFile, outDir, ready, args = [], plugins = [] }, use) {
  // Configurations name their folders relative to the repository.
  process.chdir(root);
  const config = { configFile, logLevel: /** @type {const} */ ('warn') };
  const out = { build: { outDir: fileURLToPath(new URL(`out/${outDir}`, import.meta.url)) } };
  await build({ ...config, ...out });
  const server = await preview({
    ...config,
    ...out,
    plugins,
    preview: { host: 'localhost', port: 4230, open: false },
  });
  try {
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: [...chromiumArgs, ...args],
    });
    try {
      console.error(`Chromium ${browser.version()}`);
      const page = await browser.newPage({ serviceWorkers: 'block' });
      page.on('console', (message) => console.error(`page: ${message.text()}`));
      page.on('pageerror', (error) => console.error('page:', error));
      await page.goto(server.resolvedUrls?.local[0] ?? 'http://localhost:4230/');
      await page.waitForFunction(`${ready} && window.crossOriginIsolated`);
      return await use(page);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
