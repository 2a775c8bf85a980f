import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, TypedTensor } from 'onnxruntime-web';
import type { Backend } from '../contracts/inference.ts';
import type { OrtBuild } from './ort-build.ts';

type Ort = typeof OrtModule;

/** One detector on one backend. Runs must not overlap: sessions on one device are not safe to run at once. */
export interface Detector {
  readonly backend: Backend;
  /** Settles with the reason when the GPU device is gone; never on WASM. */
  readonly lost: Promise<string>;
  /** @param tensor float32 [count, 3, sizePx, sizePx]; answers one logit a crop */
  run(tensor: Float32Array<ArrayBuffer>, count: number, sizePx: number): Promise<readonly number[]>;
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
  names: { readonly input: string; readonly output: string },
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
    run: (tensor, count, sizePx) => runSession(ort, session, names, tensor, [count, 3, sizePx, sizePx]),
    release: () => session.release(),
  };
}

async function runSession(
  ort: Ort,
  session: InferenceSession,
  names: { readonly input: string; readonly output: string },
  data: Float32Array<ArrayBuffer>,
  dims: readonly number[],
): Promise<readonly number[]> {
  const input: TypedTensor<'float32'> = new ort.Tensor('float32', data, dims);
  try {
    const results = await session.run({ [names.input]: input });
    const output = results[names.output];
    if (!output) throw new Error(`the model has no output '${names.output}'`);
    try {
      return Array.from((await output.getData()) as Float32Array);
    } finally {
      output.dispose();
    }
  } finally {
    input.dispose();
  }
}

async function deviceLost(ort: Ort): Promise<string> {
  // Typed loosely by ORT because its types do not know the WebGPU lib; after a session exists it is the device.
  const device = await ort.env.webgpu.device;
  const { reason, message } = await device.lost;
  return message || reason;
}
