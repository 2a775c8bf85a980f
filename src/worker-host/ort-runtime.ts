import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import type { Backend, RunAnswer } from '../contracts/inference.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import type { OrtBuild } from './ort-build.ts';

type Ort = typeof OrtModule;

/** The network's ends, by the names of the card. */
interface Ends {
  readonly input: string;
  /** float32 [count, 1] */
  readonly output: string;
  /** float32 [count, families]; null where the network has no such output. */
  readonly family: { readonly output: string; readonly families: number } | null;
}

type DetectorAnswer = Omit<RunAnswer, 'inferenceMs'>;

export function endsOf({ input, output, families }: ModelCard): Ends {
  const family = families ? { output: families.output, families: families.names.length } : null;
  return { input: input.name, output: output.name, family };
}

/** One detector on one backend. Runs must not overlap: sessions on one device are not safe to run at once. */
export interface Detector {
  readonly backend: Backend;
  /** Settles with the reason when the GPU device is gone; never on WASM. */
  readonly lost: Promise<string>;
  /**
   * @param tensor float32 [count, 3, sizePx, sizePx]
   * @throws Error when the network does not answer as many numbers as the card says
   */
  run(tensor: Float32Array<ArrayBuffer>, count: number, sizePx: number): Promise<DetectorAnswer>;
  release(): Promise<void>;
}

async function loadOrt(backend: Backend, build: OrtBuild, threads: number): Promise<Ort> {
  const ort: Ort =
    backend === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = { mjs: build.mjs };
  ort.env.wasm.wasmBinary = build.wasm;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return ort;
}

export async function createDetector(
  backend: Backend,
  build: OrtBuild,
  model: Uint8Array<ArrayBuffer>,
  threads: number,
  ends: Ends,
): Promise<Detector> {
  const ort = await loadOrt(backend, build, threads);
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
  });
  const lost = backend === 'webgpu' ? deviceLost(ort) : new Promise<string>(() => undefined);
  return {
    backend,
    lost,
    run: (tensor, count, sizePx) => runSession(ort, session, ends, tensor, [count, 3, sizePx, sizePx]),
    release: () => session.release(),
  };
}

async function runSession(
  ort: Ort,
  session: InferenceSession,
  { input, output, family }: Ends,
  data: Float32Array<ArrayBuffer>,
  dims: readonly [number, number, number, number],
): Promise<DetectorAnswer> {
  const tensor: TypedTensor<'float32'> = new ort.Tensor('float32', data, dims);
  try {
    const wanted = family ? [output, family.output] : [output];
    const results = await session.run({ [input]: tensor }, wanted);
    try {
      const [count] = dims;
      return {
        logits: await read(results[output], output, count),
        familyLogits: family && (await read(results[family.output], family.output, count * family.families)),
      };
    } finally {
      for (const result of Object.values(results)) result.dispose();
    }
  } finally {
    tensor.dispose();
  }
}

async function read(result: Tensor | undefined, name: string, expected: number): Promise<readonly number[]> {
  if (!result) throw new Error(`the model has no output '${name}'`);
  const values = Array.from((await result.getData()) as Float32Array);
  if (values.length !== expected)
    throw new Error(`the output '${name}' holds ${values.length} numbers instead of ${expected}`);
  return values;
}

async function deviceLost(ort: Ort): Promise<string> {
  // Typed loosely by ORT because its types do not know the WebGPU lib; after a session exists it is the device.
  const device = await ort.env.webgpu.device;
  const { reason, message } = await device.lost;
  return message || reason;
}
