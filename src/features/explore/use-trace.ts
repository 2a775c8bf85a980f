import { useCallback } from 'react';
import { traceSample, type SampleTrace } from '../../services/sample-spectrum.ts';
import { imageFailureSentence } from '../../ui/image-failure-words.ts';
import { useLoaded, type Loaded } from '../../ui/use-loaded.ts';
import { decibels, greyPixels, residualShades, spectrumShades, type Shades } from './trace-pixels.ts';

export interface TracePicture {
  /** An object URL that lives as long as it is shown. */
  readonly url: string;
  readonly shades: Shades;
}

export interface TracePictures {
  readonly sizePx: number;
  readonly residual: TracePicture;
  readonly spectrum: TracePicture;
}

/** Computed in a worker while somebody looks at the sample; leaving it ends the work. */
export function useTrace(file: File): Loaded<TracePictures> {
  return useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const trace = await traceSample(file, signal);
        if (!trace) throw new Error('It was stopped.');
        if (trace.ok) return picturesOf(trace.value, signal);
        const { failure } = trace;
        if (failure.code === 'too-small')
          throw new Error(
            `The picture has ${String(failure.widthPx)} × ${String(failure.heightPx)} px; at least 128 × 128 are needed.`,
          );
        if (failure.code === 'not-opened')
          throw new Error(`${file.name} could not be opened: ${failure.detail}.`);
        throw new Error(
          failure.code === 'worker-died'
            ? `The worker ended over ${file.name}.`
            : imageFailureSentence(file.name, failure),
        );
      },
      [file],
    ),
  );
}

async function picturesOf(
  { sizePx, residual, power }: SampleTrace,
  signal: AbortSignal,
): Promise<TracePictures> {
  const decibel = decibels(power);
  const draw = async (values: Float64Array, shades: Shades): Promise<TracePicture> => ({
    url: await urlOf(greyPixels(values, shades), sizePx, signal),
    shades,
  });
  const [left, right] = await Promise.all([
    draw(residual, residualShades(residual)),
    draw(decibel, spectrumShades(decibel)),
  ]);
  return { sizePx, residual: left, spectrum: right };
}

async function urlOf(pixels: ImageDataArray, sizePx: number, signal: AbortSignal): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = sizePx;
  canvas.height = sizePx;
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, sizePx, sizePx), 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve);
  });
  if (!blob) throw new Error('The browser could not draw it.');
  const url = URL.createObjectURL(blob);
  const revoke = (): void => {
    URL.revokeObjectURL(url);
  };
  if (signal.aborted) revoke();
  else signal.addEventListener('abort', revoke, { once: true });
  return url;
}
