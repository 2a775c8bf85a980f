/* Runs Playwright on the built app with whatever Chromium this machine has or can get. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

const executable = findChromium();
console.error(`Chromium: ${executable}`);
const built = run(['vite', 'build', '--config', 'e2e/harness/vite.config.ts', '--logLevel', 'warn']);
process.exit(built === 0 ? run(['playwright', 'test', ...process.argv.slice(2)]) : built);

/** @param {string[]} args @returns {number} exit status */
function run(args) {
  const env = { ...process.env, CHROMIUM_PATH: executable };
  return spawnSync('npx', args, { stdio: 'inherit', env }).status ?? 1;
}
