/*
 * Finds a Chromium for the end-to-end tests, or installs one: one on this system, then Playwright's, then
 * Playwright's download, then Debian's package.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string} path of an executable; throws when none can be had */
export function findChromium() {
  const found = fromEnvironment() ?? onSystem() ?? playwrights();
  if (found) return found;
  console.error('No Chromium found. Trying Playwright’s download.');
  run('npx', ['playwright', 'install', 'chromium']);
  const downloaded = playwrights();
  if (downloaded) return downloaded;
  console.error('Playwright’s download did not work. Trying Debian’s package.');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  for (const args of [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', 'chromium'],
  ]) {
    const [command = '', ...rest] = [...asRoot, ...args];
    run(command, rest);
  }
  const installed = onSystem();
  if (installed) return installed;
  throw new Error('No Chromium: install one, or name it in CHROMIUM_PATH.');
}

/** @returns {string | undefined} */
function fromEnvironment() {
  const path = process.env['CHROMIUM_PATH'];
  if (path && !existsSync(path)) throw new Error(`CHROMIUM_PATH names ${path}, which does not exist.`);
  return path;
}

/** @returns {string | undefined} */
function onSystem() {
  for (const name of systemNames) {
    const which = spawnSync('which', [name], { encoding: 'utf8' });
    const path = which.stdout?.trim();
    if (which.status === 0 && path) return path;
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(mac) ? mac : undefined;
}

/** @returns {string | undefined} */
function playwrights() {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  // Debian's packages may ask questions; nobody is there to answer.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
}
