import { pixelsEqual, probePattern, probeSidePx } from '../core/image/probe.ts';
import { pixelContext } from './canvas-window.ts';

let answer: Promise<boolean> | undefined;

/**
 * Whether this browser gives back exactly the pixels that were drawn. Some add noise to canvases against
 * fingerprinting, which a detector of subtle traces would take for a trace. Asked once a worker.
 */
export function canvasIsExact(): Promise<boolean> {
  answer ??= probe().catch(() => false);
  return answer;
}

async function probe(): Promise<boolean> {
  const rgba = probePattern();
  const bitmap = await createImageBitmap(new ImageData(rgba, probeSidePx, probeSidePx), {
    colorSpaceConversion: 'none',
  });
  try {
    const context = pixelContext(new OffscreenCanvas(probeSidePx, probeSidePx));
    context.drawImage(bitmap, 0, 0);
    return pixelsEqual(rgba, context.getImageData(0, 0, probeSidePx, probeSidePx).data);
  } finally {
    bitmap.close();
  }
}
