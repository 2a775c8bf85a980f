import asyncifyMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import plainMjs from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import type { Backend, LoadFailure } from '../contracts/inference.ts';
import { success, type Result } from '../core/result.ts';
import { keep, openCache, readKept } from './byte-cache.ts';
import { download } from './download.ts';

const cacheName = 'telltale-runtime-1';

/** The files of one build of the runtime. */
export interface OrtBuild {
  /** Absolute address of the loader module. */
  readonly mjs: string;
  readonly wasm: Uint8Array<ArrayBuffer>;
}

/**
 * Fetches a build of the runtime. Two ship with the page: WebGPU needs the native execution provider, whose wasm
 * is built with Asyncify and is twice as large; without a GPU the plain build loads faster.
 *
 * The wasm is fetched here and not by ORT, so that its megabytes show in the progress bar and are there without a
 * network next time. Its address holds its hash, so a kept copy never is an old one.
 */
export async function fetchOrtBuild(
  backend: Backend,
  onProgress: (receivedBytes: number, totalBytes: number) => void,
): Promise<Result<OrtBuild, LoadFailure>> {
  const [mjs, wasm] = backend === 'webgpu' ? [asyncifyMjs, asyncifyWasm] : [plainMjs, plainWasm];
  const fetched = await fetchKept(absolute(wasm), onProgress);
  return fetched.ok ? success({ mjs: absolute(mjs), wasm: fetched.value }) : fetched;
}

async function fetchKept(
  url: string,
  onProgress: (receivedBytes: number, totalBytes: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, LoadFailure>> {
  const cache = await openCache(cacheName);
  const kept = await readKept(cache, url);
  if (kept) return success(kept);
  const downloaded = await download(url, 'default', onProgress);
  if (downloaded.ok) await keep(cache, url, downloaded.value);
  return downloaded;
}

/** ORT resolves addresses against its own module, which lies elsewhere after bundling. */
function absolute(url: string): string {
  return new URL(url, self.location.href).href;
}
