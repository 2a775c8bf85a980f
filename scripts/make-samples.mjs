/*
 * Fills public/samples (git-ignored): pictures to try at once, and the built-in data set. Deterministic; does
 * nothing when the output is already there.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeExplore } from './samples/explore.mjs';
import { makeFirstScreen } from './samples/first-screen.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

makeFirstScreen(root);
await makeExplore(root);
