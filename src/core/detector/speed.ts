import * as v from 'valibot';

/*
 * How long a network takes for one picture in this browser, measured on request and noted for later visits.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const speedSchema = v.object({
  backend: v.picklist(['webgpu', 'wasm']),
  threads: count,
  medianMs: v.pipe(v.number(), v.minValue(0)),
  runs: count,
  /** ISO 8601. */
  measuredAt: v.pipe(v.string(), v.isoTimestamp()),
});

export type MeasuredSpeed = v.InferOutput<typeof speedSchema>;

/** By the id of the detector: one figure a backend, in the order of measuring. */
export type SpeedLog = Readonly<Record<string, readonly MeasuredSpeed[]>>;

const logSchema = v.record(v.string(), v.array(speedSchema));

/** Empty where it is no log that this page can use: speeds are measured again at a press. */
export function readSpeedLog(json: unknown): SpeedLog {
  const parsed = v.safeParse(logSchema, json);
  return parsed.success ? parsed.output : {};
}

/** A new figure takes the place of the one on the same backend. */
export function noteSpeed(log: SpeedLog, id: string, speed: MeasuredSpeed): SpeedLog {
  const others = (log[id] ?? []).filter(({ backend }) => backend !== speed.backend);
  return { ...log, [id]: [...others, speed] };
}

/** The middle value; the mean of the two in the middle of an even number. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
