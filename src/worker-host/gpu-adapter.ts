import type { BackendChoice } from '../contracts/inference.ts';
import { failed, success, type Result } from '../core/result.ts';

export interface AdapterFacts {
  /** As the browser names it; browsers give as little as they can. */
  readonly name: string;
  readonly software: boolean;
}

/**
 * Whether WebGPU is worth trying. A software adapter computes correctly but far slower than WASM, so it counts as
 * no GPU unless the reader asked for WebGPU.
 */
export async function findAdapter(choice: BackendChoice): Promise<Result<AdapterFacts, string>> {
  if (choice === 'wasm') return failed('switched off by choice');
  if (!('gpu' in navigator)) return failed('this browser has no WebGPU');
  const adapter = await requestAdapter();
  if (!adapter) return failed('the browser offers no graphics adapter');
  const { info } = adapter;
  const software = info.isFallbackAdapter || /swiftshader|llvmpipe|software/iu.test(describe(info));
  if (software && choice === 'auto')
    return failed(`only a software adapter (${describe(info)}), slower than WASM`);
  return success({ name: describe(info), software });
}

async function requestAdapter(): Promise<GPUAdapter | null> {
  return navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
}

function describe({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const parts = [vendor, architecture, device, description].filter((part) => part !== '');
  return parts.join(' ') || 'unnamed adapter';
}
