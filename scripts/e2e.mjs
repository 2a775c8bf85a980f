/* Runs Playwright on the built app with whatever Chromium this machine has or can get. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

const executable = findChromium();
console.error(`Chromium: ${executable}`);
const { status } = spawnSync('npx', ['playwright', 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: executable },
});
process.exit(status ?? 1);
