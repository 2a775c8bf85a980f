import { defineConfig, devices } from '@playwright/test';

/** E2E_PORT moves both servers, so that two checkouts can be tested at once. */
const port = Number(process.env['E2E_PORT'] ?? 4187);
/** A bare page with the services and no views, for tests of the workers; see e2e/harness. */
const harnessPort = port + 1;
const executablePath = process.env['CHROMIUM_PATH'];

const quiet = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // Memory is measured at once, not after the next garbage collection of the browser's choosing.
  '--enable-blink-features=ForceEagerMeasureMemory',
];

function launch(...args: string[]) {
  return { args: [...quiet, ...args], ...(executablePath ? { executablePath } : {}) };
}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // Two cores are common on CI; the app itself uses several threads.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // A second chance for timing on a busy machine; what needed it is listed as flaky.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${port}`,
    // Requests that a service worker answers are invisible to a test; the offline test allows it.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'wasm', testIgnore: '**/webgpu*.spec.ts', use: { launchOptions: launch() } },
    {
      name: 'webgpu',
      testMatch: '**/webgpu*.spec.ts',
      timeout: 600_000,
      use: { launchOptions: launch('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader') },
    },
  ],
  webServer: [
    {
      command: `npx vite preview --port ${port} --strictPort`,
      url: `http://localhost:${port}/`,
      reuseExistingServer: false,
    },
    {
      command: `npx vite preview --config e2e/harness/vite.config.ts --port ${harnessPort} --strictPort`,
      url: `http://localhost:${harnessPort}/`,
      reuseExistingServer: false,
    },
  ],
});
