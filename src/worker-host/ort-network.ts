import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, Tensor, TypedTensor } from 'onnxruntime-web';
import type { Backend } from '../contracts/inference.ts';
import { toFloat32 } from '../core/checkpoint/dtypes.ts';
import { toHalf } from '../core/onnx/half.ts';
import type { OrtBuild } from './ort-build.ts';

type Ort = typeof OrtModule;

/** A graph, and its weights where they do not lie in it. */
export interface NetworkFiles {
  readonly graph: Uint8Array<ArrayBuffer>;
  readonly external: readonly ExternalData[];
}

export interface ExternalData {
  /** As the graph gives it. */
  readonly path: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface InputEnd {
  readonly name: string;
  /** What the network takes; numbers are given as float32 all the same. */
  readonly type: 'float32' | 'float16';
}

/** One end that is read, and how many numbers it must hold; null: any number of them. */
export interface OutputEnd {
  readonly name: string;
  readonly count: number | null;
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
    input: InputEnd,
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
    ...(files.external.length > 0 ? { externalData: files.external } : {}),
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
  input: InputEnd,
  data: Float32Array<ArrayBuffer>,
  dims: readonly number[],
  outputs: readonly OutputEnd[],
): Promise<readonly (readonly number[])[]> {
  const tensor = tensorOf(ort, input, data, dims);
  try {
    const results = await session.run(
      { [input.name]: tensor },
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

function tensorOf(
  ort: Ort,
  { type }: InputEnd,
  data: Float32Array<ArrayBuffer>,
  dims: readonly number[],
): TypedTensor<'float32' | 'float16'> {
  if (type === 'float32') return new ort.Tensor('float32', data, dims);
  return new ort.Tensor('float16', toHalf(data), dims);
}

async function read(result: Tensor | undefined, { name, count }: OutputEnd): Promise<readonly number[]> {
  if (!result) throw new Error(`the model has no output '${name}'`);
  const values = numbersOf(await result.getData());
  if (count !== null && values.length !== count)
    throw new Error(`the output '${name}' holds ${values.length} numbers instead of ${count}`);
  return values;
}

/** Browsers without Float16Array hand out the bits of float16. */
function numbersOf(data: Tensor.DataType): readonly number[] {
  if (!(data instanceof Uint16Array)) return Array.from(data as Float32Array);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Array.from(toFloat32(bytes, 'float16', true) ?? []);
}

async function deviceLost(ort: Ort): Promise<string> {
  // Typed loosely by ORT because its types do not know the WebGPU lib; after a session exists it is the device.
  const device = await ort.env.webgpu.device;
  const { reason, message } = await device.lost;
  return message || reason;
}
