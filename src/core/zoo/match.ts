import type { TensorInfo } from '../checkpoint/checkpoint.ts';
import type { Template } from './template.ts';

type Tensors = ReadonlyMap<string, TensorInfo>;

/** A tensor whose shape is another, that the checkpoint lacks, or that the template has no place for. */
export interface Misfit {
  /** Without the prefix. */
  readonly name: string;
  /** Null: the template has no such tensor, so the checkpoint's network is another one. */
  readonly expected: readonly number[] | null;
  /** Null: the checkpoint has no such tensor. */
  readonly found: readonly number[] | null;
}

export interface Match {
  readonly template: Template;
  /** Template name -> checkpoint name, of the tensors that fit. */
  readonly names: ReadonlyMap<string, string>;
  /** What stands before every name in the checkpoint, with its dot: 'module.'; empty where nothing does. */
  readonly prefix: string;
  /** Empty: the checkpoint fits. */
  readonly misfits: readonly Misfit[];
  /** Checkpoint names that the graph does not need: counters, optimizer states, averages, other networks. */
  readonly unused: readonly string[];
}

export interface Recognition {
  /** The one that fits, else the nearest; null where less than half of every template is found. */
  readonly best: Match | null;
  /** Best first; in the order of the templates where they are equally good. */
  readonly all: readonly Match[];
}

/**
 * Places a checkpoint's tensors by name and shape, below that prefix under which most of them fit. Never reshapes: a tensor
 * of as many elements in another shape is a misfit.
 */
export function matchTemplate(template: Template, tensors: Tensors): Match {
  const expected = expectedShapes(template);
  const prefix = bestPrefix(expected, tensors);
  const names = new Map<string, string>();
  const misfits: Misfit[] = [];
  for (const [name, shape] of expected) {
    const found = tensors.get(prefix + name)?.shape ?? null;
    if (found && sameShape(shape, found)) names.set(name, prefix + name);
    else misfits.push({ name, expected: shape, found });
  }
  misfits.push(...surplus(expected, tensors, prefix));
  const known = new Set([...names.values(), ...misfits.map(({ name }) => prefix + name)]);
  return { template, names, prefix, misfits, unused: [...tensors.keys()].filter((name) => !known.has(name)) };
}

export function recognise(templates: readonly Template[], tensors: Tensors): Recognition {
  const all = templates.map((template) => matchTemplate(template, tensors)).sort(betterFirst);
  const [nearest] = all;
  return { best: nearest && found(nearest) >= 0.5 ? nearest : null, all };
}

function betterFirst(a: Match, b: Match): number {
  return (
    Number(b.misfits.length === 0) - Number(a.misfits.length === 0) ||
    found(b) - found(a) ||
    b.names.size - a.names.size
  );
}

/** The share of the template's tensors that fit. */
function found({ template, names }: Match): number {
  return names.size / template.weights.tensors.length;
}

type Shapes = ReadonlyMap<string, readonly number[]>;

function expectedShapes({ weights }: Template): Shapes {
  return new Map(weights.tensors.map(({ name, shape }) => [name, shape]));
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, d) => side === b[d]);
}

interface Candidate {
  readonly prefix: string;
  fitting: number;
  named: number;
}

function bestPrefix(expected: Shapes, tensors: Tensors): string {
  const candidates = new Map<string, Candidate>();
  const longest = Math.max(...Array.from(expected.keys(), (name) => name.split('.').length));
  for (const [name, { shape }] of tensors) {
    for (const ending of endings(name, longest)) {
      const wanted = expected.get(ending);
      if (!wanted) continue;
      const prefix = name.slice(0, name.length - ending.length);
      const candidate = candidates.get(prefix) ?? { prefix, fitting: 0, named: 0 };
      candidate.named += 1;
      if (sameShape(wanted, shape)) candidate.fitting += 1;
      candidates.set(prefix, candidate);
    }
  }
  const [best] = [...candidates.values()].sort(plainestFirst);
  return best?.prefix ?? '';
}

/** The last 1 to `longest` segments of a dotted name. */
function endings(name: string, longest: number): string[] {
  const found: string[] = [];
  for (let dot = name.length; found.length < longest && dot > 0;) {
    dot = name.lastIndexOf('.', dot - 1);
    found.push(name.slice(dot + 1));
  }
  return found;
}

/** Copies that training keeps beside the weights themselves. */
const averaged = /(?:^|[._])(?:ema|swa|teacher|average|averaged|shadow)[._]/i;

function plainestFirst(a: Candidate, b: Candidate): number {
  return (
    b.fitting - a.fitting ||
    b.named - a.named ||
    Number(averaged.test(a.prefix)) - Number(averaged.test(b.prefix)) ||
    a.prefix.length - b.prefix.length
  );
}

/**
 * Parameters below the prefix that the template would leave out although the network computes with them: further blocks or
 * parts of blocks (every tensor of a ResNet-50 is also in a ResNet-101), and the bias of a layer that has none. Heads and
 * branches elsewhere are merely unused.
 */
function surplus(expected: Shapes, tensors: Tensors, prefix: string): Misfit[] {
  const families = new Set([...expected.keys()].flatMap(blockFamilies));
  const misfits: Misfit[] = [];
  for (const [full, { shape, dtype }] of tensors) {
    const name = full.slice(prefix.length);
    if (!full.startsWith(prefix) || expected.has(name) || !isParameter(name, dtype)) continue;
    const belongs = blockFamilies(name).some((family) => families.has(family)) || expected.has(sibling(name));
    if (belongs) misfits.push({ name, expected: null, found: shape });
  }
  return misfits;
}

/** Deeper names are cut: no network nests its blocks further. */
const nestedBlocks = 16;

/** What numbered blocks hang from: 'layer1.0.conv1.weight' -> ['layer1']. */
function blockFamilies(name: string): string[] {
  const segments = name.split('.', nestedBlocks);
  const numbered = segments.slice(0, -1).flatMap((segment, n) => (/^\d+$/.test(segment) ? [n] : []));
  return numbered.map((n) => segments.slice(0, n).join('.'));
}

/** The bias of a weight, the weight of a bias. */
function sibling(name: string): string {
  return name.replace(/(weight|bias)$/, (ending) => (ending === 'weight' ? 'bias' : 'weight'));
}

const derived =
  /(?:^|\.)(?:num_batches_tracked|relative_position_index|attn_mask|position_ids|total_ops|total_params)$/;
const floats: readonly TensorInfo['dtype'][] = ['float64', 'float32', 'float16', 'bfloat16'];

/** Not a counter, an index table or a mask. */
function isParameter(name: string, dtype: TensorInfo['dtype']): boolean {
  return floats.includes(dtype) && !derived.test(name);
}
