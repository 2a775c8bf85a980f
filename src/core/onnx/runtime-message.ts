import type { OnnxFailure } from './failures.ts';

/** How onnxruntime says that it lacks an operator; the name stands in the first group. */
const patterns: readonly RegExp[] = [
  /Could not find an implementation for ([\w.:]+)\(/u,
  /No Op registered for ([\w.:]+)/u,
  /Fatal error: ([\w.:]+)\(-?\d+\) is not a registered function\/op/u,
  /Unsupported (?:operator|op):? '?([\w.:]+)/iu,
];

/** Why a model could not be started or run, from the words of the runtime. */
export function runtimeFailure(message: string): OnnxFailure {
  for (const pattern of patterns) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return { code: 'unsupported-operator', names: [name.replace(/:/gu, '.')] };
  }
  return { code: 'cannot-run', detail: message };
}
