import { refuse } from './failures.ts';
import { nameCharactersLimit, tensorsLimit } from './stored-tensor.ts';
import type { PickledDict, PickledList, PickledTensor, PickledTuple, PickleValue } from './pickle-values.ts';

const limits = {
  tensors: tensorsLimit,
  /** A shared branch counts once for each path to it, of which there can be exponentially many. */
  values: 1_000_000,
  depth: 64,
  nameCharacters: nameCharactersLimit,
};

/**
 * Every tensor below `root`, named by the keys and list positions on the way, joined with '.'. @throws Refusal where two
 * tensors would have one name, or a limit is passed
 */
export function tensorsIn(root: PickleValue): ReadonlyMap<string, PickledTensor> {
  const tensors = new Map<string, PickledTensor>();
  let values = 0;

  const visit = (node: Node, path: string, depth: number): void => {
    if (node.kind === 'tensor') {
      keep(node, path);
      return;
    }
    within('depth', depth);
    values += sizeOf(node);
    within('values', values);
    for (const [key, child] of children(node)) visit(child, depth === 0 ? key : `${path}.${key}`, depth + 1);
  };

  const keep = (tensor: PickledTensor, name: string): void => {
    within('nameCharacters', name.length);
    if (tensors.has(name)) refuse({ code: 'lying-header', detail: `two tensors are called ${name}` });
    tensors.set(name, tensor);
    within('tensors', tensors.size);
  };

  if (isNode(root) && root.kind !== 'tensor') visit(root, '', 0);
  return tensors;
}

type Node = PickledTensor | PickledDict | PickledList | PickledTuple;

function isNode(value: PickleValue): value is Node {
  if (typeof value !== 'object' || value === null) return false;
  return value.kind === 'dict' || value.kind === 'list' || value.kind === 'tuple' || value.kind === 'tensor';
}

type Branch = Exclude<Node, PickledTensor>;

function sizeOf(branch: Branch): number {
  return branch.kind === 'dict' ? branch.entries.size : branch.items.length;
}

function* children(branch: Branch): Iterable<readonly [key: string, child: Node]> {
  for (const [key, child] of (branch.kind === 'dict' ? branch.entries : branch.items).entries()) {
    if (isNode(child) && typeof key !== 'object') yield [String(key), child];
  }
}

const words: Readonly<Record<keyof typeof limits, string>> = {
  tensors: 'tensors',
  values: 'values',
  depth: 'levels of nesting',
  nameCharacters: "characters of a tensor's name",
};

function within(what: keyof typeof limits, found: number): void {
  const limit = limits[what];
  if (found > limit) refuse({ code: 'too-large', what: words[what], limit, found });
}
