import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import type { Backend } from '../contracts/inference.ts';
import type { OrtBuild } from './ort-build.ts';

type Ort = typeof OrtModule;

/** A graph, and its weights where they do not lie in it. */
export interface NetworkFiles {
  readonly graph: Uint8Array<ArrayBuffer>;
  readonly external: { readonly path: string; readonly data: Uint8Array<ArrayBuffer> } | null;
}

/** One end that is read, and how many numbers it must hold. */
export interface OutputEnd {
  readonly name: string;
  readonly count: number;
}

/** One session on one backend. Runs must not overlap: sessions on one device are not safe to run at once. */
export interface Network {
  readonly backend: Backend;
  /** Settles with the reason when the GPU device is gone; never on WASM. */
  readonly lost: Promise<string>;
  /**
   * @param data float32 in the order of dims
   * @returns the numbers of each output, in the order asked
   * @throws Error when an output is missing or holds another number of values
   */
  run(
    input: string,
    data: Float32Array<ArrayBuffer>,
    dims: readonly number[],
    outputs: readonly OutputEnd[],
  ): Promise<readonly (readonly number[])[]>;
  release(): Promise<void>;
}

export async function createNetwork(
  backend: Backend,
  build: OrtBuild,
  files: NetworkFiles,
  threads: number,
): Promise<Network> {
  const ort = await loadOrt(backend, build, threads);
  const session = await ort.InferenceSession.create(files.graph, {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
    ...(files.external ? { externalData: [files.external] } : {}),
  });
  return {
    backend,
    lost: backend === 'webgpu' ? deviceLost(ort) : new Promise<string>(() => undefined),
    run: (input, data, dims, outputs) => runSession(ort, session, input, data, dims, outputs),
    release: () => session.release(),
  };
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

async function runSession(
  ort: Ort,
  session: InferenceSession,
  input: string,
  data: Float32Array<ArrayBuffer>,
  dims: readonly number[],
  outputs: readonly OutputEnd[],
): Promise<readonly (readonly number[])[]> {
  const tensor: TypedTensor<'float32'> = new ort.Tensor('float32', data, dims);
  try {
    const results = await session.run(
      { [input]: tensor },
      outputs.map(({ name }) => name),
    );
    try {
      return await Promise.all(outputs.map((end) => read(results[end.name], end)));
    } finally {
      for (const result of Object.values(results)) result.dispose();
    }
  } finally {
    tensor.dispose();
  }
}

async function read(result: Tensor | undefined, { name, count }: OutputEnd): Promise<readonly number[]> {
  if (!result) throw new Error(`the model has no output '${name}'`);
  const values = Array.from((await result.getData()) as Float32Array);
  if (values.length !== count)
    throw new Error(`the output '${name}' holds ${values.length} numbers instead of ${count}`);
  return values;
}

async function deviceLost(ort: Ort): Promise<string> {
  // Typed loosely by ORT because its types do not know the WebGPU lib; after a session exists it is the device.
  const device = await ort.env.webgpu.device;
  const { reason, message } = await device.lost;
  return message || reason;
}
