import type { Backend } from '../contracts/inference.ts';
import type { JudgeFailure, LookedAt, RawOutput, Score } from '../contracts/zoo.ts';
import type { ContentJudgement } from '../core/image/content.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import type { Result } from '../core/result.ts';
import type { PreparedSquare } from '../core/zoo/prepare.ts';
import type { InputEnd, Network, NetworkFiles, OutputEnd } from './ort-network.ts';

/** A picture as a detector wants it, and what of it is looked at. */
export interface PreparedPicture {
  /** float32 [squares, 3, squarePx, squarePx] */
  readonly tensor: Float32Array<ArrayBuffer>;
  /** How much each square counts: one number a square, summing to 1. */
  readonly weights: readonly number[];
  readonly looked: LookedAt;
  /** Set where there is nothing to judge: then nothing is run. */
  readonly refused: ContentJudgement | null;
}

/** A picture of which one square is looked at. */
export function oneSquare(
  { widthPx, heightPx }: Pick<PixelSource, 'widthPx' | 'heightPx'>,
  { tensor, sizePx, rect, resizedWidthPx, resizedHeightPx }: PreparedSquare,
): PreparedPicture {
  const resized = { resizedWidthPx, resizedHeightPx };
  const looked = { widthPx, heightPx, ...resized, squarePx: sizePx, rects: [rect], inOtherSizes: 0 };
  return { tensor, weights: [1], looked, refused: null };
}

/** What a network is asked about one picture. */
export type PictureTensor = Pick<PreparedPicture, 'tensor' | 'weights'> & { readonly sizePx: number };

/** How a backend proves that it computes the right numbers. */
export interface Probe {
  readonly input: InputEnd;
  readonly tensor: () => Float32Array<ArrayBuffer>;
  readonly dims: readonly number[];
  readonly outputs: readonly OutputEnd[];
  /** null: what WASM answers counts. */
  readonly expected: readonly number[] | null;
  readonly allowed: (backend: Backend, expected: number) => number;
}

/** How far WebGPU may be from WASM, for each unit of the number, where no stored numbers come with the weights. */
const allowedDifference = 1e-2;

export function allowedAgainstWasm(expected: number): number {
  return allowedDifference * Math.max(1, Math.abs(expected));
}

export interface Answer {
  readonly score: Score;
  readonly outputs: readonly RawOutput[];
}

/** One detector, as far as running it goes: what ships with the page and opened checkpoints differ only here. */
export interface Judge {
  /** Another key needs another network. */
  readonly key: string;
  readonly probe: Probe;
  /** As much as one picture gives the network. */
  readonly load: Pick<Probe, 'tensor' | 'dims' | 'outputs'>;
  files(
    onProgress: (doneBytes: number, totalBytes: number) => void,
  ): Promise<Result<NetworkFiles, JudgeFailure>>;
  prepare(source: PixelSource): PreparedPicture;
  /** @throws RangeError where the numbers mean nothing */
  answer(network: Network, picture: PictureTensor): Promise<Answer>;
}
