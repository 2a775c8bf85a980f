import type { Backend, LoadFailure, Refusal } from '../contracts/inference.ts';
import type { JudgeOptions } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import { findAdapter } from './gpu-adapter.ts';
import type { Probe } from './judge.ts';
import { fetchOrtBuild } from './ort-build.ts';
import { createNetwork, type Network, type NetworkFiles } from './ort-network.ts';
import { chooseThreads } from './threads.ts';

interface StartedNetwork {
  readonly network: Network;
  /** 1 on WebGPU. */
  readonly threads: number;
  readonly refusals: readonly Refusal[];
}

/** WebGPU where its numbers are right, then WASM; what is refused is kept with its reason. */
export async function startNetwork(
  files: NetworkFiles,
  probe: Probe,
  { choice, threads }: JudgeOptions,
): Promise<Result<StartedNetwork, LoadFailure>> {
  const refusals: Refusal[] = [];
  const threadsOf = (backend: Backend) => (backend === 'wasm' ? chooseThreads(threads) : 1);
  const start = (backend: Backend, expected: readonly number[] | null) =>
    startOn(backend, files, probe, expected, threadsOf(backend));
  const adapter = await findAdapter(choice);
  if (adapter.ok) {
    const expected = probe.expected ? success(probe.expected) : await answerOfWasm(start);
    const started = expected.ok ? await start('webgpu', expected.value) : expected;
    if (started.ok)
      return success({ network: started.value.network, threads: threadsOf('webgpu'), refusals });
    refusals.push({ backend: 'webgpu', reason: started.failure });
  } else {
    refusals.push({ backend: 'webgpu', reason: adapter.failure });
  }
  const started = await start('wasm', probe.expected);
  if (started.ok) return success({ network: started.value.network, threads: threadsOf('wasm'), refusals });
  refusals.push({ backend: 'wasm', reason: started.failure });
  return failed({ code: 'no-backend', refusals });
}

interface Proved {
  readonly network: Network;
  readonly values: readonly number[];
}

type Start = (backend: Backend, expected: null) => Promise<Result<Proved, string>>;

/** No stored numbers come with a checkpoint: WASM, which is held to PyTorch in tests, says what is right. */
async function answerOfWasm(start: Start): Promise<Result<readonly number[], string>> {
  const reference = await start('wasm', null);
  if (!reference.ok) return failed(`WASM, which it is compared with, failed: ${reference.failure}`);
  await reference.value.network.release();
  return success(reference.value.values);
}

async function startOn(
  backend: Backend,
  files: NetworkFiles,
  probe: Probe,
  expected: readonly number[] | null,
  threads: number,
): Promise<Result<Proved, string>> {
  let network: Network | undefined;
  try {
    const build = await fetchOrtBuild(backend, () => undefined);
    if (!build.ok) return failed(`the runtime could not be fetched (${build.failure.code})`);
    network = await createNetwork(backend, build.value, files, threads);
    const answer = await network.run(probe.input, probe.tensor(), probe.dims, probe.outputs);
    const values = answer.flat();
    const wrong = expected
      ? firstWrong(values, expected, (value) => probe.allowed(backend, value))
      : firstNotFinite(values);
    if (!wrong) return success({ network, values });
    await network.release();
    return failed(wrong);
  } catch (error) {
    await network?.release().catch(() => undefined);
    return failed(messageOf(error));
  }
}

function firstNotFinite(values: readonly number[]): string | null {
  return values.every(Number.isFinite) ? null : 'a test input gives no finite number';
}

function firstWrong(
  values: readonly number[],
  expected: readonly number[],
  allowed: (expected: number) => number,
): string | null {
  if (values.length !== expected.length) return `${values.length} numbers instead of ${expected.length}`;
  for (const [i, value] of expected.entries()) {
    const difference = Math.abs(value - (values[i] ?? NaN));
    // Written so that NaN is wrong too.
    if (!(difference <= allowed(value)))
      return `a test input gives ${(values[i] ?? NaN).toPrecision(4)} instead of ${value.toPrecision(4)}`;
  }
  return null;
}
