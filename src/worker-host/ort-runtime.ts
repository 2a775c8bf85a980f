import type { Backend, RunAnswer } from '../contracts/inference.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import type { OrtBuild } from './ort-build.ts';
import { createNetwork, type Network } from './ort-network.ts';

/** The network's ends, by the names of the card. */
export interface Ends {
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

export async function createDetector(
  backend: Backend,
  build: OrtBuild,
  model: Uint8Array<ArrayBuffer>,
  threads: number,
  ends: Ends,
): Promise<Detector> {
  const network = await createNetwork(backend, build, { graph: model, external: [] }, threads);
  return {
    backend,
    lost: network.lost,
    run: (tensor, count, sizePx) => runDetector(network, ends, tensor, count, sizePx),
    release: () => network.release(),
  };
}

/** Asks a network for the logits of a detector, a row a crop. */
export async function runDetector(
  network: Network,
  { input, output, family }: Ends,
  tensor: Float32Array<ArrayBuffer>,
  count: number,
  sizePx: number,
): Promise<DetectorAnswer> {
  const wanted = [
    { name: output, count },
    ...(family ? [{ name: family.output, count: count * family.families }] : []),
  ];
  const [logits = [], familyLogits = null] = await network.run(
    { name: input, type: 'float32' },
    tensor,
    [count, 3, sizePx, sizePx],
    wanted,
  );
  return { logits, familyLogits };
}
