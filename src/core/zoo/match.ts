import {
  isParameter,
  matchPart,
  type Misfit,
  type PartMatch,
  type Placed,
  type Tensors,
} from './match-part.ts';
import { partsOf } from './parts.ts';
import type { Template } from './template.ts';

export type { Misfit } from './match-part.ts';

export interface Match {
  readonly template: Template;
  readonly parts: readonly PartMatch[];
  /** Of all parts together. */
  readonly placed: readonly Placed[];
  /** Of the parts, the first that has one: 'module.'; empty where none has. */
  readonly prefix: string;
  /** Empty: the checkpoint fits. */
  readonly misfits: readonly Misfit[];
  /** Checkpoint names that the graph does not need: counters, optimizer states, averages, other networks. */
  readonly unused: readonly string[];
}

export interface Recognition {
  /** The one that fits, else one that fits in part, else the nearest; null where less than half of every template is found. */
  readonly best: Match | null;
  /** Best first; in the order of the templates where they are equally good. */
  readonly all: readonly Match[];
}

/**
 * Places a checkpoint's tensors by name and shape, part by part, each below that prefix under which most of it fits.
 * Never reshapes: a tensor of as many elements in another shape is a misfit.
 */
export function matchTemplate(template: Template, tensors: Tensors): Match {
  const parts = partsOf(template).map((part) => matchPart(part, tensors));
  const placed = parts.flatMap((part) => part.placed);
  const misfits = parts.flatMap((part) => part.misfits);
  const prefix = parts.map((part) => part.prefix).find((each) => each !== '') ?? '';
  const known = new Set([
    ...placed.map(({ source }) => source),
    ...parts.flatMap((part) => part.misfits.map(({ name }) => part.prefix + name)),
  ]);
  const unused = [...tensors.keys()].filter((name) => !known.has(name));
  return { template, parts, placed, prefix, misfits, unused };
}

export function recognise(templates: readonly Template[], tensors: Tensors): Recognition {
  const parameters = parametersIn(tensors);
  const inPart = (match: Match): number => Number(fitsInPart(match, parameters));
  const all = templates
    .map((template) => matchTemplate(template, tensors))
    .sort(
      (a, b) =>
        Number(b.misfits.length === 0) - Number(a.misfits.length === 0) ||
        inPart(b) - inPart(a) ||
        found(b) - found(a) ||
        b.placed.length - a.placed.length,
    );
  const [nearest] = all;
  return { best: nearest && (inPart(nearest) || found(nearest) >= 0.5) ? nearest : null, all };
}

/** The share of the template's tensors that fit. */
function found({ parts, placed }: Match): number {
  return placed.length / parts.reduce((sum, { wanted }) => sum + wanted, 0);
}

/** A head alone, or an encoder alone. */
export interface PartsFound {
  readonly held: readonly string[];
  readonly wanted: readonly string[];
}

/** Which parts are whole and which are not there at all; null where a part is there by halves, or all or none are. */
export function partsFound(match: Match, tensors: Tensors): PartsFound | null {
  return fitsInPart(match, parametersIn(tensors)) ? heldAndWanted(match) : null;
}

function heldAndWanted({ parts }: Match): PartsFound {
  const names = (chosen: readonly PartMatch[]): string[] => chosen.flatMap(({ name }) => name ?? []);
  return { held: names(parts.filter(isWhole)), wanted: names(parts.filter((part) => !isWhole(part))) };
}

function isWhole({ misfits }: PartMatch): boolean {
  return misfits.length === 0;
}

/** Most of the checkpoint must be in it: the last layer of some other network may be like a head. */
function fitsInPart({ parts, placed }: Match, parameters: number): boolean {
  const whole = parts.filter(isWhole);
  const absent = parts.filter((part) => part.placed.length === 0);
  return (
    whole.length > 0 &&
    absent.length > 0 &&
    whole.length + absent.length === parts.length &&
    2 * placed.length > parameters
  );
}

function parametersIn(tensors: Tensors): number {
  let count = 0;
  for (const { name, dtype } of tensors.values()) if (isParameter(name, dtype)) count += 1;
  return count;
}
