import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from '../scripts/find-chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Apart from dist-harness/, which a test run may be using. */
const outDir = fileURLToPath(new URL('out/harness', import.meta.url));

const chromiumArgs = ['--no-sandbox', '--disable-background-networking'];
/** Chromium on Linux offers no hardware adapter without these. */
const webgpuArgs = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'];

/**
 * Builds the test harness (the services without the views), opens it in Chromium and hands over the page; server
 * and browser are gone afterwards, whatever happens.
 *
 * @template T
 * @param {{ backend: string }} options
 * @param {(page: import('@playwright/test').Page) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withHarnessPage({ backend }, use) {
  // The harness names its folders relative to the repository.
  process.chdir(root);
  const config = { configFile: 'e2e/harness/vite.config.ts', logLevel: /** @type {const} */ ('warn') };
  await build({ ...config, build: { outDir } });
  const server = await preview({
    ...config,
    build: { outDir },
    preview: { host: 'localhost', port: 4230, open: false },
  });
  try {
    const args = backend === 'webgpu' ? [...chromiumArgs, ...webgpuArgs] : chromiumArgs;
    const browser = await chromium.launch({ executablePath: findChromium(), args });
    try {
      console.error(`Chromium ${browser.version()}, backend ${backend}`);
      const page = await browser.newPage();
      page.on('console', (message) => console.error(`page: ${message.text()}`));
      page.on('pageerror', (error) => console.error('page:', error));
      await page.goto(server.resolvedUrls?.local[0] ?? 'http://localhost:4230/');
      await page.waitForFunction('window.harness && window.crossOriginIsolated');
      return await use(page);
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
