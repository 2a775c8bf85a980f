import type { TensorInfo } from '../checkpoint/checkpoint.ts';
import type { Part, Spelling } from './parts.ts';
import type { Place } from './template.ts';

export type Tensors = ReadonlyMap<string, TensorInfo>;

/** A tensor whose shape is another, that the checkpoint lacks, or that the template has no place for. */
export interface Misfit {
  /** Without the prefix. */
  readonly name: string;
  /** Null: the template has no such tensor, so the checkpoint's network is another one. */
  readonly expected: readonly number[] | null;
  /** Null: the checkpoint has no such tensor. */
  readonly found: readonly number[] | null;
}

/** A tensor of the checkpoint, and where it goes. */
export interface Placed {
  readonly place: Place;
  /** Its name in the checkpoint. */
  readonly source: string;
}

export interface PartMatch {
  /** The part's; null where the template has one part only. */
  readonly name: string | null;
  /** Of all that the part has, those that fit. */
  readonly placed: readonly Placed[];
  /** How many the part has in this spelling. */
  readonly wanted: number;
  /** What stands before every name in the checkpoint, with its dot: 'module.'; empty where nothing does. */
  readonly prefix: string;
  readonly misfits: readonly Misfit[];
}

/** The part in that spelling, and below that prefix, of which most is found. */
export function matchPart({ name, spellings }: Part, tensors: Tensors): PartMatch {
  const matches = spellings.map((spelling) => ({ name, ...matchSpelling(spelling, tensors) }));
  const share = ({ placed, wanted }: PartMatch): number => placed.length / wanted;
  return matches.reduce((best, match) => (share(match) > share(best) ? match : best));
}

function matchSpelling({ places, unread }: Spelling, tensors: Tensors): Omit<PartMatch, 'name'> {
  const expected = new Map(places.map(({ name, shape }) => [name, shape]));
  const prefix = bestPrefix(expected, tensors);
  const placed: Placed[] = [];
  const misfits: Misfit[] = [];
  for (const place of places) {
    const source = prefix + place.name;
    const found = tensors.get(source)?.shape ?? null;
    if (found && sameShape(place.shape, found)) placed.push({ place, source });
    else misfits.push({ name: place.name, expected: place.shape, found });
  }
  misfits.push(...surplus(expected, tensors, prefix).filter(({ name }) => !unread.has(name)));
  return { placed, wanted: places.length, prefix, misfits };
}

type Shapes = ReadonlyMap<string, readonly number[]>;

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
export function isParameter(name: string, dtype: TensorInfo['dtype']): boolean {
  return floats.includes(dtype) && !derived.test(name);
}
