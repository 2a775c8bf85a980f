/*
 * `npm run bench -- <suite> [options]`: each figure is one line of JSON on standard output, everything else goes
 * to standard error. Exit codes: 0 the suite ran (also where a goal was missed: see `met`), 1 it could not run,
 * 2 it was called wrongly.
 */
import { parseArgs } from 'node:util';
import * as benchmark from './suites/benchmark.mjs';
import * as classify from './suites/classify.mjs';
import * as explore from './suites/explore.mjs';
import * as walk from './suites/walk.mjs';
import * as spectra from './suites/spectra.mjs';

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number} value
 * @property {string} unit
 * @property {string} [goal] such as `>= 0.85`; without one the figure is only reported
 *
 * @typedef {object} Options
 * @property {string} backend
 * @property {number} images
 * @property {number} scale
 * @property {number} memory pictures after which the memory of `benchmark` is looked at last
 * @property {string | null} only the one part of `benchmark` that is measured; null: all
 *
 * @typedef {object} Suite
 * @property {string} summary
 * @property {number} [usualImages] what --images is where it is not given; absent where there are none
 * @property {(options: Options, report: (figure: Figure) => void) => Promise<void>} run
 */

/** @type {Readonly<Record<string, Suite>>} */
const suites = { benchmark, classify, explore, spectra, walk };

// Vite and others log to the console; standard output is for figures alone.
console.log = console.error;
console.info = console.error;

process.exitCode = await main();

/** @returns {Promise<number>} exit code */
async function main() {
  const request = readRequest();
  if (!request) return 2;
  const { name, options } = request;
  try {
    await suites[name]?.run(options, (figure) => print(name, figure));
    return 0;
  } catch (error) {
    console.error(`The suite ${name} could not run:`, error);
    return 1;
  }
}

/** @returns {{ name: string, options: Options } | null} null where the command line makes no sense */
function readRequest() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        backend: { type: 'string', default: 'wasm' },
        images: { type: 'string' },
        scale: { type: 'string', default: '1' },
        memory: { type: 'string', default: '2000' },
        only: { type: 'string' },
      },
    });
    const [name = ''] = positionals;
    if (positionals.length !== 1 || !Object.hasOwn(suites, name)) {
      throw new Error(name ? `There is no suite '${positionals.join(' ')}'.` : 'Which suite?');
    }
    const images = Number(values.images ?? suites[name]?.usualImages ?? 2);
    if (!['wasm', 'webgpu'].includes(values.backend)) throw new Error('--backend is wasm or webgpu.');
    if (!Number.isInteger(images) || images < 2) throw new Error('--images is a whole number from 2 on.');
    const scale = Number(values.scale);
    if (!(scale > 0 && scale <= 1)) throw new Error('--scale is above 0 and at most 1.');
    const memory = Number(values.memory);
    if (!Number.isInteger(memory) || memory < 100) throw new Error('--memory is a whole number from 100 on.');
    const { backend, only = null } = values;
    return { name, options: { backend, images, scale, memory, only } };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(
      'Usage: npm run --silent bench -- <suite> [--backend wasm|webgpu] [--images n] [--scale 1] [--memory n] [--only part]\nSuites:',
    );
    for (const [suite, { summary }] of Object.entries(suites)) console.error(`  ${suite}: ${summary}`);
    return null;
  }
}

/**
 * @param {string} suite
 * @param {Figure} figure
 */
function print(suite, { name, value, unit, goal = 'report' }) {
  const line = { suite, name, value: Number(value.toPrecision(4)), unit, goal, met: meets(value, goal) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/**
 * @param {number} value
 * @param {string} goal
 */
function meets(value, goal) {
  if (goal === 'report') return true;
  const [relation, bound] = goal.split(' ');
  if (relation === '>=') return value >= Number(bound);
  if (relation === '<=') return value <= Number(bound);
  throw new Error(`'${goal}' is no goal.`);
}
